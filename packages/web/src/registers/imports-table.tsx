import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { momentText } from '../shared/format.ts';
import { Failed } from '../shared/loaded.tsx';
import { Simulated } from '../shared/marks.tsx';
import { refreshRegisters, undoImport, type RegisterDetail } from './register-queries.ts';

const COLUMNS = ['id', 'file', 'by', 'at', 'added', 'changed', 'unchanged', 'refused'] as const;
const FIGURES: ReadonlySet<string> = new Set(['id', 'added', 'changed', 'unchanged', 'refused']);

/** What was imported when by whom; each can be undone whole. */
export function ImportsTable({ register }: { readonly register: RegisterDetail }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const undo = useMutation({ mutationFn: undoImport, onSuccess: () => refreshRegisters(queries) });
  if (register.imports.length === 0) return null;
  return (
    <section className="screen-only">
      <h2>{t('registers.imports.title')}</h2>
      {undo.isError ? <Failed error={undo.error} title={t('registers.imports.notUndone')} /> : null}
      <div className="scroll">
        <table>
          <thead>
            <tr>
              {COLUMNS.map((column) => (
                <th key={column} className={FIGURES.has(column) ? 'n' : ''}>
                  {t(`registers.imports.${column}`)}
                </th>
              ))}
              <th />
            </tr>
          </thead>
          <tbody>
            {register.imports.map((item) => (
              <tr key={item.id} className={item.undoneBy === null ? '' : 'set-aside'}>
                <td className="n">{item.id}</td>
                <td>
                  {item.undoes === null ? item.file : t('registers.imports.undoing', { id: item.undoes })}{' '}
                  <Simulated when={item.simulated} />
                </td>
                <td>{item.by.name}</td>
                <td className="nowrap">{momentText(item.at)}</td>
                <td className="n">{item.added}</td>
                <td className="n">{item.changed}</td>
                <td className="n">{item.unchanged}</td>
                <td className="n">{item.refused}</td>
                <td>
                  {item.undoneBy !== null ? t('registers.imports.undone') : null}
                  {register.writes && item.undoneBy === null && item.undoes === null ? (
                    <button type="button" disabled={undo.isPending} onClick={() => undo.mutate(item.id)}>
                      {t('registers.imports.undo')}
                    </button>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
