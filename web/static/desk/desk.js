// The desk's small helpers. Every page works without them.
import "./keys.js";
import "./forms.js";
import "./live.js";
import "./picking.js";

const offline = document.getElementById("offline");
let missed = 0;

function lost() {
  missed += 1;
  offline.hidden = missed < 2;
}

document.addEventListener("htmx:error", lost);
document.addEventListener("htmx:response:error", lost);
document.addEventListener("htmx:after:swap", () => {
  missed = 0;
  offline.hidden = true;
});
