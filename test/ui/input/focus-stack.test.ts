import { describe, expect, it } from 'vitest';
import { FocusStack, key } from '../../../source/ui/input/index.ts';

describe('the focus stack', () => {
  it('gives a key to the top first and to those below only when it is not consumed', () => {
    const stack = new FocusStack();
    const seen: string[] = [];
    stack.push(() => {
      seen.push('below');
      return true;
    });
    const leave = stack.push((event) => {
      seen.push('top');
      return event.type === 'key' && event.name === 'a';
    });
    stack.dispatch(key('a'));
    stack.dispatch(key('b'));
    leave();
    leave();
    stack.dispatch(key('a'));
    expect(seen).toEqual(['top', 'top', 'below', 'below']);
  });

  it('says when nobody wanted the key', () => {
    const stack = new FocusStack();
    stack.push(() => false);
    expect(stack.dispatch(key('a'))).toBe(false);
  });
});
