// Where the page begins.

import { takeToken } from "./api.js";
import { beginKeys, drawHead } from "./head.js";
import { follow } from "./router.js";
import { beginTheme } from "./theme.js";

takeToken();
beginTheme();
beginKeys();
drawHead(null);
follow();
