import { unitName, type CampaignState, type Counted, type ProgressSpec } from '@qingshan/campaign';
import { Decimal } from '@qingshan/kernel';
import type { RegisterFigureView } from '../views/loop.ts';
import type { BookEntry, Books } from './books.ts';
import { countedIn, countsIn, entriesOf } from './derived.ts';

type RegisterSpec = Extract<ProgressSpec, { kind: 'register' }>;
type Figures = ReadonlyMap<string, RegisterFigureView>;

/** As reports hold it: not negative, at most six decimals. */
const DECIMALS = 6;

function quantityOf(value: number | null): string | null {
  return value === null ? null : new Decimal(Math.max(0, value)).toDecimalPlaces(DECIMALS).toFixed();
}

/** What the registers say of the measures that follow them, kept as long as neither has changed. */
export class RegisterFigures {
  readonly #books: Books;
  #key = '';
  #state: CampaignState | null = null;
  #figures: Figures = new Map();

  constructor(books: Books) {
    this.#books = books;
  }

  /** Brings the figures of a campaign up to date: only settings, entries and the day change them, reports do not. */
  async refresh(state: CampaignState): Promise<void> {
    const version = await this.#books.workspace.registry.registers.version();
    const key = `${version}/${state.lastSetting}/${this.#books.today}`;
    if (key === this.#key && state === this.#state) return;
    const figures = await this.#figuresOf(state);
    this.#figures = figures;
    state.setCounted(
      new Map(
        [...figures].map(([id, { value, entries }]): [string, Counted] => [
          id,
          { quantity: value, of: String(entries) },
        ]),
      ),
    );
    this.#state = state;
    this.#key = key;
  }

  /** The figure of an assignment, or `null` when no register says it. */
  of(assignment: string): RegisterFigureView | null {
    return this.#figures.get(assignment) ?? null;
  }

  async #figuresOf(state: CampaignState): Promise<Figures> {
    const figures = new Map<string, RegisterFigureView>();
    const standing = new Map<string, readonly BookEntry[]>();
    for (const { id, measure, unit } of state.assignments.values()) {
      const spec = state.setting(measure)?.spec;
      if (spec?.kind !== 'register') continue;
      const entries = standing.get(spec.register) ?? (await this.#books.standing(spec.register));
      standing.set(spec.register, entries);
      const figure = this.#figureOf(spec, spec.of === 'own' ? unit : null, entries);
      if (figure) figures.set(id, figure);
    }
    return figures;
  }

  #figureOf(spec: RegisterSpec, unit: string | null, all: readonly BookEntry[]): RegisterFigureView | null {
    const { workspace, today } = this.#books;
    const definition = workspace.registers.find((r) => r.id === spec.register);
    if (!definition) return null;
    const entries = unit === null ? all : entriesOf(definition, all, unit, today);
    const count = countsIn(definition, entries, today).find((c) => c.id === spec.count);
    if (!count) return null;
    return {
      register: definition.id,
      registerName: definition.name,
      count: count.id,
      countName: count.name,
      unit,
      unitName: unit === null ? null : unitName(workspace.district, unit),
      value: quantityOf(count.value),
      unitText: count.unit,
      entries: entries.length,
      listed: countedIn(definition, count.id, entries, today).length,
      missing: count.missing,
    };
  }
}
