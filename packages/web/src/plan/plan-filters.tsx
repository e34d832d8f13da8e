import { useTranslation } from 'react-i18next';
import type { ParamChange } from '../shared/address.ts';
import { CheckField, SearchField, SelectField } from '../shared/fields.tsx';
import { useText } from '../shared/use-text.ts';
import { isFiltered, KINDS, ORIGINS, type Plan, type PlanFilter } from './filter-plan.ts';

interface PlanFiltersProps {
  readonly plan: Plan;
  readonly filter: PlanFilter;
  readonly change: (change: ParamChange) => void;
}

const NOTHING = { board: null, unit: null, kind: null, origin: null, initiative: null, due: null, q: null };
const MONTHS = Array.from({ length: 12 }, (_, i) => String(i + 1));

export function PlanFilters({ plan, filter, change }: PlanFiltersProps) {
  const { t } = useTranslation();
  const text = useText();
  return (
    <search className="filters">
      <SearchField
        name={t('plan.text')}
        hint={t('plan.textPlaceholder')}
        value={filter.text}
        set={(q) => change({ q })}
      />
      <Choice
        name={t('plan.board')}
        value={filter.board}
        set={(board) => change({ board })}
        options={plan.boards.map((b) => [b.id, text(b.title)])}
      />
      <UnitChoice plan={plan} value={filter.unit} set={(unit) => change({ unit })} />
      <Choice
        name={t('plan.kind')}
        value={filter.kind}
        set={(kind) => change({ kind })}
        options={KINDS.map((k) => [k, t(`plan.kinds.${k}`)])}
      />
      <Choice
        name={t('plan.origin')}
        value={filter.origin}
        set={(origin) => change({ origin })}
        options={ORIGINS.map((o) => [o, t(`plan.origins.${o}`)])}
      />
      <Choice
        name={t('plan.due')}
        value={filter.due}
        set={(due) => change({ due })}
        options={[
          ...MONTHS.map((month): [string, string] => [month, t('plan.dueMonth', { month })]),
          ['season', t('plan.dueKinds.season')],
          ['rhythm', t('plan.dueKinds.rhythm')],
        ]}
      />
      <CheckField
        name={t('plan.initiative')}
        value={filter.initiative}
        set={(only) => change({ initiative: only ? '1' : null })}
      />
      {isFiltered(filter) ? (
        <button type="button" onClick={() => change(NOTHING)}>
          {t('app.clear')}
        </button>
      ) : null}
    </search>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly value: string | null;
  readonly set: (value: string) => void;
  readonly options: readonly (readonly [string, string])[];
}

function Choice({ name, value, set, options }: ChoiceProps) {
  const { t } = useTranslation();
  return (
    <SelectField name={name} value={value ?? ''} set={set}>
      <option value="">{t('app.all')}</option>
      {options.map(([key, label]) => (
        <option key={key} value={key}>
          {label}
        </option>
      ))}
    </SelectField>
  );
}

function UnitChoice({ plan, value, set }: { plan: Plan; value: string | null; set: (value: string) => void }) {
  const { t } = useTranslation();
  const text = useText();
  return (
    <SelectField name={t('plan.unit')} value={value ?? ''} set={set}>
      <option value="">{t('app.all')}</option>
      {(['department', 'town', 'enterprise'] as const).map((kind) => (
        <optgroup key={kind} label={t(`plan.groups.${kind}`)}>
          {plan.units
            .filter((u) => u.kind === kind)
            .map((u) => (
              <option key={u.id} value={u.id}>
                {text(u.name)}
              </option>
            ))}
        </optgroup>
      ))}
    </SelectField>
  );
}
