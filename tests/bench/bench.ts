import { parseArgs } from 'node:util';
import { keepTemporaryFilesOnDisk } from './bench-folder.ts';
import { figures } from './figures.ts';
import { heading, isBroken, lineOf, rowOf } from './table.ts';

// `npm run bench [-- --json] [NAME …]`: measures on this computer, now, and says of each stated limit whether
// it holds. Ends with 1 where a limit is broken or a figure failed, with 2 where it was asked for wrongly.

const usage = `npm run bench [-- [--json] [--list] [NAME …]]

  --json   one JSON object a line: {name, ours, reference, ratio, unit, note}
  --list   the names, with what each figure is
  NAME     only these figures; “crash” means all whose name begins so`;

function readArguments(): { json: boolean; list: boolean; names: string[] } {
  try {
    const { values, positionals } = parseArgs({
      options: { json: { type: 'boolean', default: false }, list: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    return { ...values, names: positionals };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exit(2);
  }
}

const { json, list, names } = readArguments();
const isMeant = (figure: string, name: string): boolean => figure === name || figure.startsWith(`${name}.`);
const unknown = names.filter((name) => !figures.some((figure) => isMeant(figure.name, name)));
if (unknown.length > 0) {
  console.error(`There is no figure ${unknown.join(', ')}.\n\n${usage}`);
  process.exit(2);
}
const wanted = figures.filter(
  ({ name }) => names.length === 0 || names.some((meant) => isMeant(name, meant)),
);

if (list) {
  for (const { name, about } of wanted) console.log(`${name.padEnd(28)} ${about}`);
} else {
  keepTemporaryFilesOnDisk();
  if (!json) console.log(heading);
  for (const figure of wanted) {
    try {
      const measured = await figure.measure();
      const line = lineOf(figure, measured);
      console.log(json ? JSON.stringify(line) : rowOf(line));
      if ('limits' in measured && measured.limits.some(isBroken)) process.exitCode = 1;
    } catch (error) {
      const note = `FAILED: ${error instanceof Error ? error.message : String(error)}`;
      const line = { name: figure.name, ours: null, reference: null, ratio: null, unit: '', note };
      console.log(json ? JSON.stringify(line) : rowOf(line));
      if (!json && error instanceof Error) console.error(error.stack);
      process.exitCode = 1;
    }
  }
}
