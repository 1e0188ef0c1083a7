// Where the page begins.

import { takeToken } from "./api.js";
import { drawHead } from "./head.js";
import { beginKeys } from "./keys.js";
import { follow } from "./router.js";
import { tellRefusals } from "./sending.js";
import { markSideways } from "./sideways.js";
import { beginTheme } from "./theme.js";

takeToken();
tellRefusals();
beginTheme();
beginKeys();
markSideways();
drawHead(null);
follow();
