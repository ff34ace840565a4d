// Loaded before anything else (`node --require`), by whichever Node is there: so it is written for the oldest.
// An older Node doesn't know TypeScript and crashes in the store's native module without a word.
var version = process.versions.node.split('.').map(Number);
if (version[0] < 24) {
  console.error(
    'Postbag needs Node 24 or newer, and this is Node ' +
      process.versions.node +
      '. Nothing was started.\n' +
      'Run "npm ci" in this folder (it brings its own Node 24), then "npm start". If "npm ci" was run with\n' +
      '--ignore-scripts, run it again without that, or install Node 24 from your system.',
  );
  process.exit(1);
}

// Node takes the types out of TypeScript with a WebAssembly module that calls back into JavaScript. V8 compiles such
// a call anew after a thousand of them, and now and then, where two threads load TypeScript at once, frees the older
// code through a pointer that is no more: the whole program ends without a word (SIGSEGV in
// NativeModule::FreeCode, below TierUpWasmToJSWrapper; seen with Node 24.21). So it never gets that far here.
require('node:v8').setFlagsFromString('--wasm-wrapper-tiering-budget=1000000000');

// What was compiled, and freed of its types, is kept for the next start, which takes half as long. Beside our own
// modules, not in the folder for temporary files, where somebody else might have put code to run here.
require('node:module').enableCompileCache(
  require('node:path').join(__dirname, '../node_modules/.cache/compiled'),
);

// What was received and what is written lies in buffers, outside V8's heap. V8 looks through the whole heap after each
// 64 MB of them, which a sending has every few thousand replies, on both sides; so it counts them with the heap.
require('node:v8').setFlagsFromString('--external-memory-accounted-in-global-limit');
// And it looks through it when four times as much has come up as was left the last time: by itself it would be between
// once more and four times, by how fast a program makes objects, which ours hardly does beside its buffers.
require('node:v8').setFlagsFromString('--heap-growing-percent=300');
