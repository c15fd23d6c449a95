// ELK's worker script takes over the message handler of the worker it is
// loaded in; bundled this way it is served by Ringwall itself, as the content
// security policy demands.
import "elkjs/lib/elk-worker.min.js";
