import { useTranslation } from 'react-i18next';
import { useDraft } from '../shared/fields.tsx';
import { useText } from '../shared/use-text.ts';
import type { MapLayers } from './map-queries.ts';
import { isMarked, MARKS } from './marks.ts';
import type { Chosen } from './use-chosen.ts';

const KINDS = ['site', 'register', 'case', 'check', 'ground'] as const;

/** What is shown, kind by kind; at the same time the legend of the marks. */
export function LayerChoice({ data, chosen }: { readonly data: MapLayers; readonly chosen: Chosen }) {
  const { t } = useTranslation();
  const text = useText();
  const change = (ids: readonly string[], on: boolean): void => {
    const rest = [...chosen.layers].filter((id) => !ids.includes(id));
    chosen.choose(new Set(on ? [...rest, ...ids] : rest));
  };
  return (
    <div className="layer-choice">
      {KINDS.map((kind) => {
        const layers = data.layers.filter((layer) => layer.kind === kind);
        const ids = layers.map(({ id }) => id);
        const on = ids.filter((id) => chosen.layers.has(id)).length;
        if (layers.length === 0) return null;
        const total = layers.reduce((sum, layer) => sum + layer.total, 0);
        const name = (
          <>
            {isMarked(kind) ? (
              <i className="mark" style={{ background: MARKS[kind].fill, borderColor: MARKS[kind].line }} />
            ) : null}
            {t(`map.kinds.${kind}`)} <small className="note">{total}</small>
          </>
        );
        const whole = (
          <label>
            <Box on={on === ids.length} some={on > 0} set={(next) => change(ids, next)} />
            {name}
          </label>
        );
        if (layers.length === 1) return <div key={kind}>{whole}</div>;
        return (
          <details key={kind}>
            <summary>
              {whole}
              <span className="of">{t('map.layersOf', { on, count: ids.length })}</span>
            </summary>
            <ul>
              {layers.map((layer) => (
                <li key={layer.id}>
                  <label>
                    <Box on={chosen.layers.has(layer.id)} set={(next) => change([layer.id], next)} />
                    {text(layer.name)} <small className="note">{layer.total}</small>
                  </label>
                </li>
              ))}
            </ul>
          </details>
        );
      })}
    </div>
  );
}

interface BoxProps {
  readonly on: boolean;
  /** Whether some of what it stands for is on */
  readonly some?: boolean;
  readonly set: (on: boolean) => void;
}

function Box({ on, some = false, set }: BoxProps) {
  const [draft, setDraft] = useDraft(on);
  return (
    <input
      type="checkbox"
      checked={draft}
      ref={(box) => {
        if (box) box.indeterminate = some && !draft;
      }}
      onChange={(e) => {
        setDraft(e.target.checked);
        set(e.target.checked);
      }}
    />
  );
}
