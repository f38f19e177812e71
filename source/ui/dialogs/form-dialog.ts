import type { Action, Actions } from '../../app/screen/commands/index.ts';
import { neverRejects } from '../../async/background.ts';
import { wrap } from '../../text/width.ts';
import { DialogBase } from './dialog.ts';
import type { Fields, FieldsPicture } from './fields.ts';

/** What the hints call a form's keys: what Enter does differs. */
type FormScope = 'form' | 'filling' | 'copying' | 'question';

/** A dialog of fields under each other. What is wrong stands at the field it belongs to, or below all. */
export abstract class FormDialog extends DialogBase<FormScope | 'choice' | 'field'> {
  protected abstract readonly fields: Fields;
  /** Where its keys are looked up first. */
  protected readonly form: FormScope = 'form';
  /** Whether closing it asks first where something was filled in; what is quickly begun anew need not. */
  protected readonly keepsWork: boolean = false;
  /** What belongs to no field; empty: nothing. */
  protected problem = '';
  #isSaving = false;

  override get scopes(): DialogBase<FormScope | 'choice' | 'field'>['scopes'] {
    return this.fields.current.kind === 'choice' ? [this.form, 'choice', 'dialog'] : [this.form, 'dialog', 'field'];
  }

  readonly #form = {
    next: () => this.fields.move(1),
    previous: () => this.fields.move(-1),
    accept: () => {
      const work = this.accept();
      if (work !== undefined) neverRejects(work);
    },
  };

  protected override readonly actions: Actions<FormScope | 'choice' | 'field'> = {
    form: this.#form,
    filling: this.#form,
    copying: this.#form,
    question: this.#form,
    choice: { previous: () => this.change(-1), next: () => this.change(1) },
    field: (operation) => this.fields.edit(operation),
  };

  override act(action: Action): void {
    if (action.scope === 'dialog' && this.keepsWork && this.fields.isChanged) neverRejects(this.#discard());
    else super.act(action);
  }

  async #discard(): Promise<void> {
    const question = {
      title: 'Discard what was filled in?',
      text: 'It is saved nowhere yet.',
      confirmLabel: 'Discard',
      danger: true,
    };
    if (await this.app.confirm(question)) this.app.closeDialog(this.id);
  }

  /** Enter. */
  protected abstract accept(): Promise<void> | undefined;

  /** Another value of the choice that has the cursor. */
  protected change(by: number): void {
    this.fields.change(by);
  }

  protected override typed(text: string): void {
    this.problem = '';
    this.fields.type(text);
  }

  override dispose(): void {
    this.fields.wipe();
  }

  /**
   * Saves, once at a time; closes where that went well, and else says why not.
   * @param begin gives undefined where a field has something wrong, else why it was not saved
   */
  protected save(begin: () => Promise<string | undefined> | undefined): Promise<void> {
    return this.once(async () => {
      const work = begin();
      if (work === undefined) return;
      const problem = await work;
      this.problem = problem ?? '';
      if (problem === undefined) this.app.closeDialog(this.id);
      this.changed();
    });
  }

  /** Does nothing while what was begun before is under way: Enter may be pressed again while another exterm writes. */
  protected async once(work: () => Promise<void>): Promise<void> {
    if (this.#isSaving) return;
    this.#isSaving = true;
    try {
      await work();
    } finally {
      this.#isSaving = false;
    }
  }

  /** Puts a problem where it belongs, and the cursor with it; undefined: that field has none. */
  protected tell(problem: string | undefined, name?: string): void {
    const field = this.fields.all.find((one) => one.name === name);
    if (!field) this.problem = problem ?? '';
    else {
      field.problem = problem;
      if (problem !== undefined) this.fields.focus(field.name);
    }
    this.changed();
  }

  /** Rows for what belongs to no field, in a dialog of so many cells. */
  protected problemRows(width: number, most?: number): readonly string[] {
    return this.problem === '' ? [] : wrap(`✗ ${this.problem}`, width - 6, 'words', most);
  }
}

/**
 * Says that fields are not shown; empty where all are.
 * @param blank stands for an arrow that is not there
 */
export function moreText({ above, below }: FieldsPicture['hidden'], blank: '' | ' '): string {
  return above + below > 0 ? `${above > 0 ? '↑' : blank}${below > 0 ? '↓' : blank} more` : '';
}
