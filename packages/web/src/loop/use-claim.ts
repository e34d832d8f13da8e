import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';

type Spec = Schemas['ProgressSpec'];
type Content = Schemas['ReportContent'];

/** What a report claims, in a line. */
export function useClaim(): (spec: Spec, content: Content) => string {
  const { t } = useTranslation();
  const figure = (spec: Spec, { quantity, kept, steps, percent }: Content['progress']): string | null => {
    if (spec.kind === 'quantity' || spec.kind === 'register') {
      if (quantity === null) return null;
      const of = spec.target === null ? quantity : `${quantity} / ${spec.target}`;
      return spec.kind === 'quantity' ? `${of} ${spec.unit}` : t('registers.counted.told', { figure: of });
    }
    if (spec.kind === 'routine') return kept === null ? null : t(kept ? 'loop.form.keptYes' : 'loop.form.keptNo');
    if (spec.kind === 'milestones') return `${steps.length} / ${spec.steps.length}`;
    return percent === null ? null : `${percent} %`;
  };
  return (spec, content) =>
    [figure(spec, content.progress), content.text].filter((part) => part !== null && part !== '').join(' · ');
}
