import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddress, useAsking } from '../shared/address.ts';
import { Explained } from '../shared/explained.tsx';
import { SelectField } from '../shared/fields.tsx';
import { figureText, signed } from '../shared/format.ts';
import { Loaded } from '../shared/loaded.tsx';
import { Simulated } from '../shared/marks.tsx';
import { Page, PrintButton } from '../shared/page.tsx';
import { usePeriodText } from '../shared/use-period-text.ts';
import { useText } from '../shared/use-text.ts';
import { townMapQuery, type TownMap } from './map-queries.ts';
import { MapViews } from './map-views.tsx';
import { MonthSlider } from './month-slider.tsx';
import { saveImage } from './save-image.ts';
import { SHOWS, TownDrawing, type Show } from './town-drawing.tsx';
import { TownLegend, useLegend } from './town-legend.tsx';

const FIRST = 'pm25';

/** The towns by a figure, month by month. */
export function TownsView() {
  const { t } = useTranslation();
  const text = useText();
  const periodText = usePeriodText();
  const asking = useAsking();
  const [address, change] = useAddress();
  const period = address.get('period');
  const parameter = address.get('parameter') ?? FIRST;
  const show = SHOWS.find((one) => one === address.get('show')) ?? 'value';
  const query = useQuery(townMapQuery({ ...asking, parameter, ...(period === null ? {} : { period }) }));
  const { data } = query;
  return (
    <Page
      title={data ? text(data.towns.headline) : t('map.title')}
      sub={
        data ? (
          <>
            {text(data.towns.parameterName)} · {periodText(data.towns.period)} <Simulated when={data.towns.simulated} />
          </>
        ) : (
          ''
        )
      }
      actions={<PrintButton />}
    >
      <div className="filters map-filters">
        <MapViews />
        <SelectField
          name={t('map.parameter')}
          value={parameter}
          set={(next) => change({ parameter: next === FIRST ? null : next })}
        >
          {(data?.parameters ?? []).map(({ id, name }) => (
            <option key={id} value={id}>
              {text(name)}
            </option>
          ))}
        </SelectField>
        <SelectField name={t('map.show')} value={show} set={(next) => change({ show: next === 'value' ? null : next })}>
          {SHOWS.map((one) => (
            <option key={one} value={one}>
              {t(`map.shows.${one}`)}
            </option>
          ))}
        </SelectField>
        <MonthSlider
          name={t('map.time')}
          months={data?.months ?? []}
          month={period}
          end={t('map.yearToDate')}
          choose={(month) => change({ period: month })}
        />
      </div>
      <Loaded query={query} lines={10}>
        {(map) => <Drawn map={map} show={show} />}
      </Loaded>
    </Page>
  );
}

function Drawn({ map, show }: { readonly map: TownMap; readonly show: Show }) {
  const { t } = useTranslation();
  const text = useText();
  const periodText = usePeriodText();
  const drawing = useRef<SVGSVGElement>(null);
  const legend = useLegend(map, show);
  const { towns, sketch, bordersSource, target } = map;
  const note = sketch ? text(sketch.note) : bordersSource ? t('map.borders', { source: text(bordersSource) }) : '';
  const title = `${text(towns.parameterName)} · ${t(`map.shows.${show}`)} · ${periodText(towns.period)}`;
  const save = (): void => {
    if (!drawing.current) return;
    const sub = [text(towns.headline), towns.simulated ? t('app.simulated') : ''].filter(Boolean).join(' ');
    void saveImage(`${towns.parameter}-${towns.period}.png`, drawing.current, { title, sub, note, legend });
  };
  return (
    <>
      <figure className="town-map">
        {sketch ? <span className="tag sketched">{t('map.schematic')}</span> : null}
        <TownDrawing map={map} show={show} label={title} at={drawing} />
        <figcaption>
          <TownLegend map={map} show={show} />
          <p className="note">
            {note} {map.months.includes(towns.period) ? t('map.sameClasses') : ''}{' '}
            {target ? t('map.target', { target: text(target) }) : ''}
          </p>
          <button type="button" onClick={save}>
            {t('map.png')}
          </button>
        </figcaption>
      </figure>
      <h2>{t('map.table')}</h2>
      <TownFigures map={map} />
    </>
  );
}

function TownFigures({ map }: { readonly map: TownMap }) {
  const { t } = useTranslation();
  const text = useText();
  const { towns } = map;
  return (
    <div className="scroll">
      <table className="town-figures cards">
        <thead>
          <tr>
            <th>{t('map.rank')}</th>
            <th>{t('map.town')}</th>
            <th className="n">
              {t('map.value')} <small>{towns.unitText}</small>
            </th>
            <th className="n">{t('map.change')}</th>
          </tr>
        </thead>
        <tbody>
          {towns.rows.map((row) => (
            <tr key={row.unit} className={row.value === null ? 'set-aside' : ''}>
              <td className="rank" data-label={t('map.rank')}>
                {row.rank ?? '—'}
              </td>
              <th scope="row">{text(row.name)}</th>
              <td className="n" data-label={t('map.value')}>
                {row.value === null ? (
                  t('map.noData')
                ) : (
                  <Explained id={row.assessmentId}>
                    <b>{figureText(row.shown)}</b>
                  </Explained>
                )}
              </td>
              <td className="n" data-label={t('map.change')}>
                {signed(row.change, 1)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
