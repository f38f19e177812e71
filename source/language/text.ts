/**
 * What is asked of a text that is not run, or not yet: where it is whole, what it names, how it is shown, what is put into
 * it. An entrance of its own beside `index.ts`, because the screen needs it for its first frame, and an interpreter with all
 * its types and commands is seven times as much to load.
 */

export { changesIn } from './changes.ts';
export { fillForEach, fillIn, fillProblem, onlyShown, openVariables } from './fill.ts';
export { type HighlightSpan, type HighlightStyle, highlight } from './highlight.ts';
export { EditedHighlight } from './highlight-edited.ts';
export { commandsNamed, isCmdletName, type NamedCommands } from './named.ts';
export { isIncomplete, type ParseResult, parse } from './parse.ts';
