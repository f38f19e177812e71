import { type HostPrompt, plainLabel } from './prompt.ts';

type Choice = Extract<HostPrompt, { kind: 'choice' }>;

/** Verbs of cmdlets that take something away or put it out of use. */
const takingAway = [
  'Block',
  'Clear',
  'Deny',
  'Disable',
  'Disconnect',
  'Dismount',
  'Remove',
  'Reset',
  'Revoke',
  'Stop',
  'Suspend',
  'Uninstall',
  'Unregister',
];

const cmdlet = new RegExp(String.raw`(?<![\p{L}\d])(?:${takingAway.join('|')})-\p{L}`, 'iu');

/** The same in a server's sentences: "Removing mailbox …", "The database will be dismounted". */
const words =
  /(?<!\p{L})(?:block|clear|delet|deny|disabl|disconnect|dismount|eras|purg|remov|reset|revok|stop|suspend|uninstall|unregister|wip(?:e|ing))/iu;

/** Answers that decline, in the languages that servers speak; what follows a comma or a blank is explanation. */
const declining =
  /^(?:no|nein|non|nee|nej|nei|não|ne|nie|nem|ei|hayır|нет|όχι|いいえ|否|아니요|cancel|abort|keep)(?:$|[\s,;:.])/iu;

/**
 * The answer that a question starts on, -1 for none: the server's default, but where something is taken away the answer
 * that declines, and none where no answer is known to.
 *
 * @param line what runs and led to the question; empty where that is not known
 */
export function startingAnswer({ caption, message, choices, defaultChoice }: Choice, line: string): number {
  const takesAway = [line, caption, message].some((text) => cmdlet.test(text)) || words.test(`${caption} ${message}`);
  if (!takesAway) return defaultChoice >= 0 && defaultChoice < choices.length ? defaultChoice : -1;
  return choices.findIndex(({ label }) => declining.test(plainLabel(label)));
}
