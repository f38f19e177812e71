import type { OpenGrid } from '../../app/results/open-grid.ts';
import { type Action, type Actions, perform, type Scope, type ScreenPort } from '../../app/screen/commands/index.ts';
import type { App } from '../../app/screen/port.ts';
import { isGroupPlace } from '../../domain/index.ts';
import { same } from '../../grid/columns.ts';
import { TextField } from '../fields/text-field.ts';
import { type GridView, moveActions } from './grid-view.ts';
import { searched, treeActions } from './tree-actions.ts';

type GridScope = 'grid' | 'gridFilter' | 'tree' | 'treeSearch' | 'field';

/** What the keys do in a pane that shows a grid. */
export class GridController {
  readonly #app: App;
  readonly #screen: ScreenPort;
  readonly #views = new WeakMap<OpenGrid, GridView>();

  constructor(app: App, screen: ScreenPort) {
    this.#app = app;
    this.#screen = screen;
  }

  /** The grid in the pane that is shown. */
  get open(): OpenGrid | undefined {
    const { active } = this.#app.store.getState();
    return active === undefined ? undefined : this.#app.grid(active);
  }

  view(open: OpenGrid): GridView {
    let view = this.#views.get(open);
    if (!view) {
      const fields = { filter: new TextField(), search: new TextField() };
      view = { ...fields, isFiltering: false, isSearching: false, page: 10 };
      this.#views.set(open, view);
    }
    return view;
  }

  scopes(open: OpenGrid): readonly Scope[] {
    const { isFiltering, isSearching } = this.view(open);
    if (open.tree) return isSearching ? ['treeSearch', 'field', 'anywhere'] : ['tree', 'anywhere'];
    return isFiltering ? ['gridFilter', 'field', 'anywhere'] : ['grid', 'anywhere'];
  }

  /** Typed or pasted text: for the field that is open. */
  type(open: OpenGrid, text: string): void {
    const view = this.view(open);
    if (open.tree && view.isSearching) {
      view.search.type(text);
      searched(open, view);
    } else if (!open.tree && view.isFiltering) {
      view.filter.type(text);
      open.filter(view.filter.text, view.page);
    } else this.#screen.notice('A result is open here: Esc goes back to the prompt, F1 shows all keys.');
  }

  /** A click on a row of the pane below its edge: the cursor goes there. */
  click(open: OpenGrid, row: number): void {
    const { grid, tree } = open;
    // Above a grid's rows stand the names of its columns.
    const at = tree ? tree.top + row : grid.top + row - 1;
    if (row < (tree ? 0 : 1) || row > this.view(open).page + 1) return;
    if (at >= (tree ? tree.nodes.length : grid.shown.length)) return;
    if (tree) tree.moveTo(at);
    else grid.moveTo(at);
    open.touched();
  }

  act(open: OpenGrid, action: Action): void {
    perform(action, this.#actions(open, this.view(open)));
  }

  #actions(open: OpenGrid, view: GridView): Actions<GridScope> {
    const { grid } = open;
    const columnsChange = (change: () => void) => () => {
      change();
      open.columnsChanged();
    };
    const moveColumn = (by: number) => () => {
      grid.moveToColumn(grid.column + by);
      open.countAnew();
      open.touched();
    };
    return {
      grid: {
        ...moveActions(
          open,
          () => ({ at: grid.row, count: grid.shown.length }),
          view,
          (row) => grid.moveTo(row),
        ),
        left: moveColumn(-1),
        right: moveColumn(1),
        open: () => open.openRow(),
        filter: () => {
          view.isFiltering = true;
          open.touched();
        },
        sort: () => this.#sort(open),
        copy: () => this.#dialog('copyResult'),
        save: () => this.#dialog('saveResult'),
        columns: () => this.#dialog('chooseColumns'),
        run: () => {
          const { active } = this.#app.store.getState();
          if (isGroupPlace(open.result.origin.connection)) {
            this.#screen.notice('These rows are of several servers: open one of them, and its own result there.');
          } else if (grid.current === undefined) this.#screen.notice('There is no row here to run a line for.');
          else if (active !== undefined)
            this.#app.openDialog({ kind: 'savedCommands', connection: active, use: 'rows' });
        },
        mark: () => {
          if (grid.current !== undefined) grid.mark(grid.current);
          grid.moveTo(grid.row + 1);
          open.countAnew();
          open.touched();
        },
        markAll: () => {
          grid.markShown();
          open.countAnew();
          open.touched();
        },
        hide: columnsChange(() => grid.hideColumn()),
        moveLeft: columnsChange(() => grid.moveColumn(-1)),
        moveRight: columnsChange(() => grid.moveColumn(1)),
        freeze: () => {
          grid.frozen = grid.frozen === grid.column + 1 ? 0 : grid.column + 1;
          open.touched();
        },
        whole: () => {
          grid.widths.toggleWhole(grid.currentColumn);
          open.touched();
        },
        newer: () => this.#otherResult(-1),
        older: () => this.#otherResult(1),
        watch: () => {
          const { connection, line } = open.result.origin;
          if (open.watch) this.#screen.notice('It is watched already: p pauses it.');
          else this.#app.watch(connection, { line, seconds: 10 });
        },
        pause: () => open.watch?.togglePause(),
        keepAlive: () => open.watch?.toggleKeepAlive(),
        leave: () => this.#app.setFocus('connections'),
        close: () => {
          if (open.query !== '') this.#showAll(open, view);
          else this.#app.closePane(open.result.origin.connection);
        },
      },
      gridFilter: {
        accept: () => {
          view.isFiltering = false;
          open.touched();
        },
        cancel: () => this.#showAll(open, view),
        up: () => this.#step(open, -1),
        down: () => this.#step(open, 1),
      },
      ...treeActions(open, view, this.#screen),
      field: (operation) => {
        if (open.tree) {
          view.search.edit(operation);
          searched(open, view);
          return;
        }
        const before = view.filter.text;
        view.filter.edit(operation);
        if (view.filter.text !== before) open.filter(view.filter.text, view.page);
        else open.touched();
      },
    };
  }

  #step(open: OpenGrid, by: number): void {
    open.grid.moveTo(open.grid.row + by);
    open.touched();
  }

  #showAll(open: OpenGrid, view: GridView): void {
    view.isFiltering = false;
    view.filter.set('');
    open.filter('', view.page);
  }

  /** Up, then down, then as the rows came. */
  #sort(open: OpenGrid): void {
    const { sorting } = open;
    const { currentColumn: column } = open.grid;
    const isSame = sorting !== undefined && same(sorting.column.property, column.property);
    if (!isSame) open.sort({ column, descending: false });
    else open.sort(sorting.descending ? undefined : { column, descending: true });
  }

  #dialog(kind: 'copyResult' | 'saveResult' | 'chooseColumns'): void {
    const { active } = this.#app.store.getState();
    if (active !== undefined) this.#app.openDialog({ kind, connection: active });
  }

  #otherResult(by: 1 | -1): void {
    const { active } = this.#app.store.getState();
    if (active !== undefined && !this.#app.openOtherResult(active, by)) {
      this.#screen.notice(by > 0 ? 'There is no older result here.' : 'This is the newest result here.');
    }
  }
}
