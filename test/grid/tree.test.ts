import { describe, expect, it } from 'vitest';
import { nodeText, Tree, typeText } from '../../source/grid/tree.ts';
import { PsDateTime, PsObject, type PsValue, psDictionary, psList, psObject } from '../../source/objects/index.ts';

const mailbox = psObject({
  Name: 'Bo',
  Size: 12n,
  Created: new PsDateTime('2026-01-31T10:00:00Z'),
  Addresses: psList(['SMTP:bo@contoso.com', 'smtp:b@contoso.com']),
  Policy: psObject({ Name: 'Default', Limits: psDictionary([['Items', 100]]) }),
  Nothing: null,
});

const names = (tree: Tree) => tree.nodes.map(({ name, depth }) => `${'  '.repeat(depth)}${name}`);

describe('the tree of an object', () => {
  it('shows its properties with values and types, and opens what is nested', () => {
    const tree = new Tree(mailbox);
    expect(names(tree)).toEqual(['Name', 'Size', 'Created', 'Addresses', 'Policy', 'Nothing']);
    expect(tree.nodes.map(({ value }) => typeText(value))).toEqual([
      'String',
      'Int64',
      'DateTime',
      'ArrayList',
      'PSCustomObject',
      'null',
    ]);
    tree.moveTo(3);
    tree.toggle();
    expect(names(tree).slice(3, 6)).toEqual(['Addresses', '  [0]', '  [1]']);
    expect(nodeText(tree.nodes[4]!.value)).toBe('SMTP:bo@contoso.com');
    tree.moveTo(5);
    tree.close();
    expect(tree.node?.name).toBe('Addresses');
    tree.close();
    expect(names(tree)).toHaveLength(6);
  });

  it('finds names and values however deep they are, and goes round', () => {
    const tree = new Tree(mailbox);
    expect(tree.reveal('items')).toBe(1);
    expect(names(tree)).toContain('    Items');
    expect(tree.find('items', 1)).toBe(true);
    expect(tree.node?.name).toBe('Items');
    expect(tree.find('name', 1)).toBe(true);
    expect(tree.node).toMatchObject({ name: 'Name', depth: 0 });
    expect(tree.find('name', -1)).toBe(true);
    expect(tree.node).toMatchObject({ name: 'Name', depth: 1 });
    expect(tree.find('nowhere', 1)).toBe(false);
    expect(tree.reveal('nowhere')).toBe(0);
  });

  it('of a value that is no object is that value', () => {
    expect(new Tree('text').nodes).toMatchObject([{ name: 'Value', value: 'text', canOpen: false }]);
  });

  it('of an object that holds itself, or very much, ends', () => {
    const values: PsValue[] = ['x'];
    const loop = new PsObject({ extended: { names: ['Name', 'Self'], values } });
    values.push(loop);
    const tree = new Tree(loop);
    tree.reveal('x');
    expect(Math.max(...tree.nodes.map(({ depth }) => depth))).toBeLessThanOrEqual(48);
    const many = new Tree(psList(Array.from({ length: 1_000_000 }, (_, n) => n)));
    expect(many.nodes.length).toBe(5000);
  });
});
