import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useText } from '../shared/use-text.ts';
import { ALL_TOWNS, type Plan } from './filter-plan.ts';

/** The names of units by id, the 13 towns together as one. */
export function useUnitName(plan: Plan): (id: string) => string {
  const { t } = useTranslation();
  const text = useText();
  const units = useMemo(() => new Map(plan.units.map((u) => [u.id, u.name])), [plan]);
  return (id) => {
    if (id === ALL_TOWNS) return t('plan.allTowns');
    const name = units.get(id);
    return name === undefined ? id : text(name);
  };
}
