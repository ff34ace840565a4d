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
