import { useTranslation } from 'react-i18next';
import type { ParamChange } from '../shared/address.ts';
import { CheckField, DateField, SearchField, SelectField } from '../shared/fields.tsx';
import { isFiltered, groupStandards, type Edition, type StandardsFilter } from './filter-standards.ts';

interface StandardsFiltersProps {
  readonly all: readonly Edition[];
  readonly filter: StandardsFilter;
  readonly change: (change: ParamChange) => void;
}

const NOTHING = { q: null, field: null, on: null, unchecked: null };

export function StandardsFilters({ all, filter, change }: StandardsFiltersProps) {
  const { t } = useTranslation();
  return (
    <search className="filters">
      <SearchField
        name={t('standards.search')}
        hint={t('standards.searchHint')}
        value={filter.text}
        set={(q) => change({ q })}
      />
      <SelectField name={t('standards.field')} value={filter.field ?? ''} set={(field) => change({ field })}>
        <option value="">{t('app.all')}</option>
        {groupStandards(all).map(({ field, count }) => (
          <option key={field} value={field}>
            {t(`standards.fields.${field}`)} ({count})
          </option>
        ))}
      </SelectField>
      <DateField name={t('standards.inForceOn')} value={filter.on ?? ''} set={(on) => change({ on })} />
      <CheckField
        name={t('standards.onlyUnchecked')}
        value={filter.unchecked}
        set={(only) => change({ unchecked: only ? '1' : null })}
      />
      {isFiltered(filter) ? (
        <button type="button" onClick={() => change(NOTHING)}>
          {t('app.clear')}
        </button>
      ) : null}
    </search>
  );
}
