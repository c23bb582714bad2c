// What every page needs. Each behaviour lives in its own file.
import "./menus.js";
import "./dialogs.js";
import "./toasts.js";
import "./copying.js";
import "./keys.js";
import "./dropping.js";
import "./tabs.js";
