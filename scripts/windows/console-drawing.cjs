// Loaded into a Node under Wine before its program. Wine's console shows escape sequences as text: libuv is told to draw by
// the console's own calls, as it does on a Windows without them.
const koffi = require(process.env.EXTERM_WINDOWS_KOFFI);
koffi.load(process.execPath).func('void uv_tty_set_vterm_state(int state)')(1);
