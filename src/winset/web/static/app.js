// Where the page begins.

import { takeToken } from "./api.js";
import { drawHead } from "./head.js";
import { beginKeys } from "./keys.js";
import { follow } from "./router.js";
import { markSideways } from "./sideways.js";
import { beginTheme } from "./theme.js";

takeToken();
beginTheme();
beginKeys();
markSideways();
drawHead(null);
follow();
