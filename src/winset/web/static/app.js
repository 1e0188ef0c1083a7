// Where the page begins.

import { takeToken } from "./api.js";
import { drawHead } from "./head.js";
import { beginKeys } from "./keys.js";
import { follow } from "./router.js";
import { beginTheme } from "./theme.js";

takeToken();
beginTheme();
beginKeys();
drawHead(null);
follow();
