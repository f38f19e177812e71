import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PsDecimal, PsObject, PsSecureString, PsText, type PsValue } from '../../source/objects/index.ts';
import { decodeClixmlDocument, encodeClixmlDocument } from '../../source/psrp/clixml/index.ts';
import { anyValue, primitive } from '../psrp/clixml/arbitraries.ts';
import '../support/same-seed.ts';
import { canonical, comparable } from './powershell/canonical.ts';
import { Judge, type Sample } from './powershell/judge.ts';
import { describeWithPowerShell } from './powershell/suite.ts';

describeWithPowerShell('CLIXML judged by PowerShell', (executable) => {
  let judge: Judge;
  beforeAll(() => {
    judge = new Judge(executable);
  });
  afterAll(() => judge.close());

  /** What PowerShell reads of the values as we encode them is what they are. */
  async function readsBack(values: readonly PsValue[]): Promise<void> {
    const theirs = await judge.deserialize(encodeClixmlDocument(values));
    const ours = values.map(canonical);
    expect(comparable(theirs, ours)).toEqual(comparable(ours, ours));
  }

  describe('what PSSerializer writes is read here as PowerShell reads it', () => {
    let samples: readonly Sample[];
    beforeAll(async () => {
      samples = await judge.samples();
    });

    it('for primitives, enums, collections, objects, errors and commands', () => {
      expect(samples.length).toBeGreaterThan(25);
      for (const { name, clixml, values } of samples) {
        const decoded = decodeClixmlDocument(clixml);
        if (values === null || name === 'a progress record') continue;
        const ours = decoded.map(canonical);
        expect(comparable(values, ours), name).toEqual(comparable(ours, ours));
      }
    });

    it('for objects that contain themselves, which end here where they would begin again', async () => {
      const sample = samples.find(({ name }) => name === 'an object in itself')!;
      const [list] = decodeClixmlDocument(sample.clixml) as [PsObject];
      const [object] = (list.collection as { items: readonly PsObject[] }).items;
      expect(object?.get('Name')).toBe('loop');
      expect(object?.get('Self')).toEqual(new PsObject({ typeNames: object!.typeNames }));
      await readsBack([list]);
    });
  });

  describe('what is encoded here PowerShell reads back equal', () => {
    for (const [tag, values] of Object.entries(primitive)) {
      if (tag === 'SS') continue;
      it(`for ${tag}`, async () => {
        const sample = fc.sample(values as fc.Arbitrary<PsValue>, { numRuns: 400, seed: 1 });
        await readsBack(sample.filter((value) => !changesThere(value)));
      });
    }

    it('for generated graphs', async () => {
      const graphs = fc.sample(anyValue.filter(isForPowerShell), { numRuns: 400, seed: 1 });
      for (const graph of graphs) await readsBack([graph]);
    });

    it('and writes again so that it decodes to what PowerShell had', async () => {
      const graphs = fc.sample(anyValue.filter(isWritable), { numRuns: 100, seed: 2 });
      for (const graph of graphs) {
        const answer = await judge.reserialize(encodeClixmlDocument([graph]));
        const [again] = decodeClixmlDocument(answer.clixml) as [PsObject];
        const ours = (again.collection as { items: readonly PsValue[] }).items.map(canonical);
        expect(comparable(answer.values, ours)).toEqual(comparable(ours, ours));
      }
    });
  });
});

/** What PowerShell holds in another form than it was sent, or cannot read without a session's key. */
function changesThere(value: PsValue): boolean {
  if (value instanceof PsSecureString) return true;
  if (value instanceof PsDecimal) return /^-0(\.0*)?$/.test(value.text);
  return value instanceof PsText && value.type === 'Xml' && value.text !== '<a b="c">d &amp; e</a>';
}

/** Graphs that say everything PowerShell would otherwise fill in, and nothing that it cannot hold. */
function isForPowerShell(value: PsValue): boolean {
  if (!(value instanceof PsObject)) return !changesThere(value);
  const { base, collection, adapted, extended, typeNames } = value;
  // An object around another, or around nothing, as its only content is read here, and is nothing that PowerShell has.
  if (base instanceof PsObject || base === null) return false;
  if (new Set(typeNames).size !== typeNames.length || typeNames.includes('')) return false;
  const names = [...adapted.names, ...extended.names].map((name) => name.toLowerCase());
  if (new Set(names).size !== names.length || names.includes('')) return false;
  const parts: PsValue[] = [...adapted.values, ...extended.values];
  if (base !== undefined) parts.push(base);
  if (collection?.kind === 'dictionary') {
    const keys = collection.entries.map(([key]) => JSON.stringify(canonical(key)).toLowerCase());
    if (new Set(keys).size !== keys.length) return false;
    parts.push(...collection.entries.flat());
  } else if (collection) parts.push(...collection.items);
  return parts.every(isForPowerShell);
}

/**
 * What PSSerializer writes whole. It refuses U+FFFE and U+FFFF, which remoting writes, gives a URI without a path one, and
 * leaves out what was adapted of an object around a primitive.
 */
function isWritable(value: PsValue): boolean {
  if (!isForPowerShell(value) || !isWrittenWhole(value)) return false;
  return !/&#xFFF[EF];|<URI[^>]*>[^/<]+:\/\/[^/<]*<\/URI>/.test(encodeClixmlDocument([value]));
}

function isWrittenWhole(value: PsValue): boolean {
  if (!(value instanceof PsObject)) return true;
  const { base, collection, adapted, extended } = value;
  if (base !== undefined && adapted.names.length > 0) return false;
  const held = collection?.kind === 'dictionary' ? collection.entries.flat() : (collection?.items ?? []);
  return [...adapted.values, ...extended.values, ...held].every(isWrittenWhole);
}
