import { useTranslation } from 'react-i18next';
import { chance, dotsOf, likelihoodOf } from '../shared/format.ts';

/** Ten dots, as many filled as the probability has tenths; the number beside them, the word in the title. */
export function Probability({ share }: { readonly share: number }) {
  const { t } = useTranslation();
  const words = t('board.probability', {
    chance: chance(share),
    word: t(`board.likelihood.${likelihoodOf(share)}`),
  });
  const filled = dotsOf(share);
  return (
    <span className="probability" title={words}>
      <span className="sr">{words}</span>
      <span className="dots" aria-hidden="true">
        {Array.from({ length: 10 }, (_, i) => (
          <i key={i} className={i < filled ? 'on' : ''} />
        ))}
      </span>
      <small aria-hidden="true">{chance(share)}</small>
    </span>
  );
}
