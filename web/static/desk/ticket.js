// A ticket's page: each helper in a file of its own; the page works without them.
import "./ticket_undo.js";
import "./ticket_viewer.js";
import "./ticket_words.js";
