import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { DialogAnswer } from '../../../source/app/screen/dialog-answer.ts';
import { Dialogs } from '../../../source/app/screen/dialogs.ts';
import { dialogWithKeys, paneOf } from '../../../source/app/screen/questions.ts';
import type { DialogBody } from '../../../source/app/screen/state.ts';
import type { HostPrompt } from '../../../source/domain/index.ts';
import { type InputEvent, key, keyName } from '../../../source/ui/input/index.ts';
import { questionPause } from '../../../source/ui/question-pause.ts';
import { ScreenModel } from '../../../source/ui/screen-model.ts';
import { connection, FakeApp } from '../../support/fake-app.ts';

const names = ['ex01', 'ex02'] as const;
type Name = (typeof names)[number];

/** Questions are kept and answered by what the program has for that. */
class AskingApp extends FakeApp {
  readonly questions = new Dialogs(this.store);
  readonly given: { readonly id: number; readonly answer: DialogAnswer }[] = [];

  ask(body: DialogBody): void {
    this.questions.ask(body, new AbortController().signal).catch(() => {});
  }
  override openDialog(body: DialogBody): number {
    return this.questions.open(body);
  }
  override closeDialog(id: number): void {
    this.questions.close(id);
  }
  override answerDialog(id: number, answer: DialogAnswer): void {
    this.given.push({ id, answer });
    this.questions.answer(id, answer);
  }
  override confirm(question: Parameters<FakeApp['confirm']>[0]): Promise<boolean> {
    return this.questions.confirm(question);
  }
}

const choices = ['&Yes', 'Yes to &All', '&No', 'No to A&ll'].map((label) => ({ label, help: '' }));
const field = (name: string, secret: boolean) => ({
  ...{ name, label: name, typeName: 'System.String', help: '', defaultValue: undefined },
  secret,
});
const prompts: readonly HostPrompt[] = [
  { kind: 'choice', caption: 'Confirm', message: 'Are you sure?', choices, defaultChoice: 0 },
  { kind: 'fields', caption: '', message: '', fields: [field('Name', false), field('Password', true)] },
  { kind: 'fields', caption: '', message: '', fields: [field('Name', false)], confirms: 'ex01' },
  { kind: 'line', secret: false },
];
const body = (name: Name, kind: number): DialogBody =>
  kind < prompts.length
    ? { kind: 'hostPrompt', connection: name, line: 'Remove-Mailbox ravi', prompt: prompts[kind]! }
    : { kind: 'credential', connection: name, user: 'mira@contoso.com', attempt: 1, reason: '', inPane: true };

const typed = (text: string): InputEvent => key(text, { text });
const keys: readonly InputEvent[] = [
  ...['a', 'y', 'n', 'l', 'G', '1', '-', '$'].map(typed),
  key('space', { text: ' ' }),
  ...['enter', 'enter', 'enter', 'enter', 'tab', 'escape', 'up', 'down', 'backspace'].map((name) => key(name)),
  ...['1', '2'].map((digit) => key(digit, { alt: true })),
  ...['c', 'd', 'u', 'r'].map((letter) => key(letter, { ctrl: true })),
  { type: 'paste', text: 'Get-Mailbox\na' },
];

type Step =
  | { readonly kind: 'key'; readonly event: InputEvent }
  | { readonly kind: 'rest'; readonly milliseconds: number }
  | { readonly kind: 'ask'; readonly name: Name; readonly what: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('key' as const), event: fc.constantFrom(...keys) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('rest' as const), milliseconds: fc.constantFrom(1, 499, 500, 500, 2000) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('ask' as const),
      name: fc.constantFrom(...names),
      what: fc.nat({ max: prompts.length }),
    }),
  },
);

/** What a person could have typed into the question, by the rule alone: it stood there, and the keys had rested. */
class Fingers {
  #question: number | undefined;
  #quietSince = 0;
  /** By question: who looks at another server meanwhile finds a half-written answer again. */
  readonly #typed = new Map<number, string>();

  turnTo(question: number | undefined, now: number): void {
    if (question === this.#question) return;
    this.#question = question;
    this.#quietSince = now;
  }

  /** Whether the key may count for the question that has the keys. */
  press(event: InputEvent, now: number): boolean {
    const counts = now - this.#quietSince >= questionPause;
    if (!counts) this.#quietSince = now;
    else if (this.#question !== undefined) this.#typed.set(this.#question, this.typed + (event.text ?? ''));
    return counts;
  }

  /** What was typed into the question that has the keys. */
  get typed(): string {
    return this.#question === undefined ? '' : (this.#typed.get(this.#question) ?? '');
  }
}

function textsOf(answer: DialogAnswer): readonly string[] {
  if (answer.kind !== 'hostPrompt') return [];
  if (answer.answer.kind === 'line') return [answer.answer.text].filter((text) => typeof text === 'string');
  if (answer.answer.kind !== 'fields') return [];
  return [...answer.answer.values.values()].filter((value) => typeof value === 'string');
}

/** What is half typed stands at the prompt again when the question is answered, and Enter is held for too long. */
const answeredByHeldEnter: Step[] = [
  { kind: 'key', event: typed('a') },
  { kind: 'ask', name: 'ex01', what: 0 },
  { kind: 'rest', milliseconds: 500 },
  { kind: 'key', event: key('enter') },
  { kind: 'rest', milliseconds: 499 },
  { kind: 'key', event: key('enter') },
];

/** A field is filled in, the other server is looked at, and the answer is finished on the way back. */
const halfWrittenWhileAway: Step[] = [
  { kind: 'ask', name: 'ex01', what: 1 },
  { kind: 'rest', milliseconds: 500 },
  { kind: 'key', event: typed('a') },
  { kind: 'key', event: key('2', { alt: true }) },
  { kind: 'key', event: key('1', { alt: true }) },
  { kind: 'rest', milliseconds: 2000 },
  { kind: 'key', event: key('enter') },
  { kind: 'key', event: key('enter') },
];

it('no key answers a question that it was not pressed for, and no key of an answer reaches a prompt', () => {
  let answered = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
      let now = 10_000;
      const app = new AskingApp(names.map((name) => connection(name)));
      for (const name of names) app.open(name);
      app.setFocus('prompt');
      const terminal = {
        redraw: () => {},
        suspend: () => {},
        lend: async () => false,
        copy: () => {},
        leave: () => {},
      };
      const model = new ScreenModel(app, { columns: 80, rows: 24 }, terminal, () => now);
      const fingers = new Fingers();
      const asking = () => {
        const dialog = dialogWithKeys(app.state);
        return paneOf(dialog) === undefined ? undefined : dialog?.id;
      };
      // When the last Enter came of those that began with an answer, nothing but Enter between.
      let answeredAt: number | undefined;
      const atPrompts = () => names.map((name) => app.session(name).pane.text).join('\u0000');
      for (const one of steps) {
        if (one.kind === 'rest') now += one.milliseconds;
        else if (one.kind === 'ask') app.ask(body(one.name, one.what));
        else {
          const question = asking();
          const { active, dialogs } = app.state;
          const before = { given: app.given.length, texts: atPrompts(), calls: app.calls.length };
          const counts = question !== undefined && fingers.press(one.event, now);
          model.handle(one.event);
          const given = app.given.slice(before.given);
          const ofPanes = given.filter(({ answer }) => answer.kind !== 'confirm');
          if (ofPanes.length > 0) {
            expect(counts).toBe(true);
            expect(ofPanes.map(({ id }) => id)).toEqual([question]);
            expect(paneOf(dialogs.find(({ id }) => id === question))).toBe(active);
            for (const text of ofPanes.flatMap(({ answer }) => textsOf(answer))) {
              expect([...text].every((character) => fingers.typed.includes(character) || character === ' ')).toBe(true);
              expect(text.length).toBeLessThanOrEqual(fingers.typed.length);
            }
            answered += 1;
          }
          const isEnter = one.event.type === 'key' && keyName(one.event) === 'enter';
          const isHeld = isEnter && answeredAt !== undefined && now - answeredAt < questionPause;
          if (isHeld)
            expect(app.calls.slice(before.calls).filter((call) => /^(submit|connect) /.test(call))).toEqual([]);
          answeredAt = isHeld || (isEnter && given.length > 0) ? now : undefined;
          if (question !== undefined) {
            expect(atPrompts()).toBe(before.texts);
            expect(app.calls.slice(before.calls).filter((call) => /^(submit|takeBack) /.test(call))).toEqual([]);
          }
        }
        fingers.turnTo(asking(), now);
      }
      model.dispose();
    }),
    { numRuns: 2000, examples: [[halfWrittenWhileAway], [answeredByHeldEnter]] },
  );
  // Otherwise nothing was looked at.
  expect(answered).toBeGreaterThan(50);
});
