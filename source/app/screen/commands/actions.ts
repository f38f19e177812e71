/**
 * What is done by whatever has the focus, by the scope that its keys are looked up in. The types tie both ends: a command
 * names one of these, and who has a scope has something to do for each of its names.
 */
export interface ActionNames {
  /** The pane's transcript: scrolling, whatever has the focus. */
  anywhere: 'pageUp' | 'pageDown' | 'lineUp' | 'lineDown' | 'top' | 'bottom';
  connections: 'search';
  listSearch: 'accept' | 'cancel' | 'up' | 'down';
  prompt: 'enter' | 'newline' | 'tab' | 'up' | 'down' | 'interrupt' | 'escape';
  completion: 'next' | 'previous' | 'accept' | 'close';
  /** Editing of every text field, the prompt included. */
  field:
    | 'left'
    | 'right'
    | 'wordLeft'
    | 'wordRight'
    | 'lineStart'
    | 'lineEnd'
    | 'backspace'
    | 'delete'
    | 'deleteWordLeft'
    | 'deleteWordRight'
    | 'killToStart'
    | 'killToEnd'
    | 'yank';
  /** The transcript that is read in a pane. */
  reading:
    | 'search'
    | 'next'
    | 'previous'
    | 'olderCommand'
    | 'newerCommand'
    | 'mark'
    | 'copy'
    | 'copyOutput'
    | 'copyPage'
    | 'save'
    | 'halfUp'
    | 'halfDown'
    | 'leave'
    | 'close'
    | Moves;
  readingSearch: 'accept' | 'cancel' | 'up' | 'down';
  /** The grid in a pane. */
  grid:
    | 'open'
    | 'filter'
    | 'sort'
    | 'copy'
    | 'save'
    | 'mark'
    | 'markAll'
    | 'columns'
    | 'hide'
    | 'moveLeft'
    | 'moveRight'
    | 'freeze'
    | 'whole'
    | 'newer'
    | 'watch'
    | 'pause'
    | 'keepAlive'
    | 'older'
    | 'run'
    | 'close'
    | 'leave'
    | Moves
    | 'left'
    | 'right';
  gridFilter: 'accept' | 'cancel' | 'up' | 'down';
  /** An object in a pane. */
  tree:
    | 'toggle'
    | 'open'
    | 'close'
    | 'search'
    | 'next'
    | 'previous'
    | 'copy'
    | 'nextRow'
    | 'previousRow'
    | 'leave'
    | Moves;
  treeSearch: 'accept' | 'cancel';
  columns: 'accept' | 'toggle' | 'up' | 'down';
  dialog: 'close';
  list: 'up' | 'down' | 'pageUp' | 'pageDown';
  picker: 'accept';
  /** What a row of some lists stands for can be changed and removed there. */
  savedList: 'edit' | 'remove';
  orphans: 'remove' | 'mark' | 'markAll' | 'rescan';
  form: 'accept' | 'next' | 'previous';
  copying: 'accept' | 'next' | 'previous';
  /** What is asked for before a line stands at the prompt. */
  filling: 'accept' | 'next' | 'previous';
  choice: 'previous' | 'next';
  question: 'accept' | 'next' | 'previous';
  answers: 'accept' | 'next' | 'previous';
  confirm: 'accept' | 'yes' | 'no' | 'move';
  failure: 'retry';
  report: 'copy';
}

/** What lists of rows have in common. */
type Moves = 'up' | 'down' | 'pageUp' | 'pageDown' | 'first' | 'last';

export type ActionScope = keyof ActionNames;
export type ActionName<S extends ActionScope> = ActionNames[S];

export type Action = { [S in ActionScope]: { readonly scope: S; readonly name: ActionNames[S] } }[ActionScope];

/** What to do for each action of some scopes: by name, or one function that takes the name. */
export type Actions<S extends ActionScope> = { readonly [K in S]: ActionsOf<K> };
type ActionsOf<S extends ActionScope> =
  | { readonly [N in ActionNames[S]]: () => void }
  | ((name: ActionNames[S]) => void);

/** Does it, where the action is of one of the scopes. */
export function perform<S extends ActionScope>(action: Action, actions: Actions<S>): void {
  const ofScope = (actions as Partial<Actions<ActionScope>>)[action.scope] as
    | ((name: string) => void)
    | Named
    | undefined;
  if (typeof ofScope === 'function') ofScope(action.name);
  else ofScope?.[action.name]?.();
}

type Named = Readonly<Record<string, () => void>>;
