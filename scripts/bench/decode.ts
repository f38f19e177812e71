import { ClixmlDecoder } from '../../source/psrp/clixml/index.ts';
import { oracleDecode } from '../../test/psrp/clixml/saxes-oracle.ts';
import { sampleDocuments } from '../../test/support/clixml-sample.ts';
import { type Figure, interleaved, median, milliseconds, type Part } from './figures.ts';
import { powerShellJudge } from './powershell.ts';

const objects = 10_000;
const name = `decode ${objects.toLocaleString('en-US')} CLIXML objects of 30 properties`;

/** Objects a second: the scanner, a decoder on saxes, and PowerShell's own deserializer, in turns. */
export const decodePart: Part = async (context) => {
  const documents = sampleDocuments(objects);
  const bytes = documents.reduce((sum, { length }) => sum + length, 0);
  const text = new TextDecoder();
  const perSecond = async (decode: () => void) => {
    gc!();
    return (objects / (await milliseconds(decode))) * 1000;
  };
  const peer = await powerShellJudge(context);
  const theirs = 'missing' in peer ? undefined : peer.judge;
  const texts = theirs ? documents.map((one) => text.decode(one)) : [];
  // Each round has a decoder of its own, which outlives it as a connection's does: with the last object of a class V8
  // throws away what it compiled for it, and PowerShell's runtime keeps its code.
  let decoder: ClixmlDecoder;
  const rates = await interleaved(5, 1, {
    ours: () =>
      perSecond(() => {
        decoder = new ClixmlDecoder();
        for (const one of documents) decoder.decode(one);
      }),
    saxes: () =>
      perSecond(() => {
        for (const one of documents) oracleDecode(text.decode(one));
      }),
    powerShell: async () => (theirs ? (await theirs.benchDeserialize(texts, 1))[0]! : Number.NaN),
  });
  await theirs?.close();
  const value = median(rates.ours);
  const ours = { name, value, unit: 'objects/s', also: { 'MB/s': (value * bytes) / objects / 1e6 } };
  const figures: Figure[] = [{ ...ours, peer: { name: 'a decoder on saxes', value: median(rates.saxes) } }];
  if ('missing' in peer) return { figures, notes: [`Not compared with PowerShell's deserializer: ${peer.missing}`] };
  figures.push({ ...ours, peer: { name: 'PowerShell', value: median(rates.powerShell) }, goal: { atLeast: 2 } });
  return { figures, notes: [] };
};
