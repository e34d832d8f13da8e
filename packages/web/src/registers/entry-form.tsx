import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/client.ts';
import { EvidenceList } from '../loop/evidence-list.tsx';
import { Failed } from '../shared/loaded.tsx';
import { useText } from '../shared/use-text.ts';
import { refreshRegisters, type EntryPage, type RegisterDetail, type RegisterField } from './register-queries.ts';
import { FILE_ID } from './value-text.ts';

type Cells = Record<string, string>;

interface EntryFormProps {
  readonly register: RegisterDetail;
  /** What stands in the columns now */
  readonly cells: Cells;
  /** Whether the number may be written */
  readonly isNew: boolean;
  readonly save: (cells: Cells) => Promise<EntryPage>;
  readonly saved: (page: EntryPage) => void;
  readonly cancel: () => void;
}

/** A form made of the definition of the register; a refused field says why. */
export function EntryForm({ register, cells: first, isNew, save, saved, cancel }: EntryFormProps) {
  const { t } = useTranslation();
  const text = useText();
  const queries = useQueryClient();
  const [cells, setCells] = useState(first);
  const write = useMutation({
    mutationFn: save,
    onSuccess: async (page) => {
      saved(page);
      await refreshRegisters(queries);
    },
  });
  const faults = write.error instanceof ApiProblem ? write.error.fields : [];
  return (
    <form
      className="entry-form"
      onSubmit={(e) => {
        e.preventDefault();
        write.mutate(cells);
      }}
    >
      {register.sections.map((section) => (
        <fieldset key={section.id}>
          <legend>{text(section.name)}</legend>
          {register.fields
            .filter((field) => field.section === section.id && (field.seen || isNew))
            .map((field) => {
              const fault = faults.find((f) => f.path.split('.')[0] === field.id);
              return (
                <div key={field.id} className={`entry-field type-${field.type}`}>
                  <Control
                    register={register}
                    field={field}
                    cells={cells}
                    set={(change) => setCells({ ...cells, ...change })}
                    fixed={field.id === 'id' && !isNew}
                  />
                  {fault ? <small className="fault">{text(fault.text)}</small> : null}
                </div>
              );
            })}
        </fieldset>
      ))}
      {write.isError ? <Failed error={write.error} title={t('registers.form.notSaved')} /> : null}
      <p className="register-tools">
        <button type="submit" className="primary" disabled={write.isPending}>
          {t('registers.form.save')}
        </button>
        <button type="button" onClick={cancel}>
          {t('registers.form.cancel')}
        </button>
      </p>
    </form>
  );
}

interface ControlProps {
  readonly register: RegisterDetail;
  readonly field: RegisterField;
  readonly cells: Cells;
  readonly set: (change: Cells) => void;
  readonly fixed: boolean;
}

function useLabel(): (field: RegisterField) => string {
  const { t } = useTranslation();
  const text = useText();
  return (field) => {
    const unit = field.unit === '' ? '' : ` (${field.unit})`;
    const required = field.required && field.id !== 'id' ? t('registers.form.required') : '';
    return `${text(field.name)}${unit}${required}`;
  };
}

const DATES: Readonly<Record<string, string>> = { date: 'date', month: 'month' };

function Control({ register, field, cells, set, fixed }: ControlProps) {
  const { t } = useTranslation();
  const text = useText();
  const label = useLabel()(field);
  const value = cells[field.id] ?? '';
  if (field.type === 'position') return <Position field={field} cells={cells} set={set} />;
  if (field.type === 'attachment') return <Photos field={field} value={value} set={set} />;
  const options = optionsOf(register, field);
  if (field.type === 'multi-enum') return <Choices field={field} value={value} set={set} />;
  if (options) {
    return (
      <label className="field">
        {label}
        <select value={value} onChange={(e) => set({ [field.id]: e.target.value })}>
          <option value="">{t('registers.form.none')}</option>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {text(option.name)}
            </option>
          ))}
        </select>
      </label>
    );
  }
  const long = field.type === 'text' && (field.maxLength ?? 0) > 200;
  const change = (next: string) => set({ [field.id]: next });
  return (
    <label className="field">
      {label}
      {long ? (
        <textarea rows={3} value={value} onChange={(e) => change(e.target.value)} />
      ) : (
        <input
          type={DATES[field.type] ?? 'text'}
          value={value}
          readOnly={fixed}
          placeholder={field.id === 'id' && !fixed ? t('registers.form.numbered') : ''}
          onChange={(e) => change(e.target.value)}
        />
      )}
      {field.hint ? <small>{text(field.hint)}</small> : null}
    </label>
  );
}

type Option = { readonly value: string; readonly name: { readonly zh: string; readonly en: string } };

/** What a cell may hold, written as the workbook has it. */
function optionsOf(register: RegisterDetail, field: RegisterField): readonly Option[] | null {
  const written = ({ name }: Pick<Option, 'name'>): Option => ({ value: name.zh, name });
  if (field.type === 'enum' || field.type === 'boolean') return field.words.map(written);
  if (field.type === 'town') return register.units.filter((unit) => unit.town).map(written);
  return field.type === 'unit' ? register.units.map(written) : null;
}

const SEPARATOR = '、';
const listOf = (value: string): string[] => value.split(SEPARATOR).filter(Boolean);

interface PartProps {
  readonly field: RegisterField;
  readonly value: string;
  readonly set: (change: Cells) => void;
}

function Choices({ field, value, set }: PartProps) {
  const text = useText();
  const label = useLabel()(field);
  const chosen = listOf(value);
  return (
    <fieldset className="choices">
      <legend>{label}</legend>
      {field.words.map(({ id, name }) => (
        <label key={id} className="check-field">
          <input
            type="checkbox"
            checked={chosen.includes(name.zh)}
            onChange={(e) => {
              const next = e.target.checked ? [...chosen, name.zh] : chosen.filter((w) => w !== name.zh);
              set({ [field.id]: next.join(SEPARATOR) });
            }}
          />
          {text(name)}
        </label>
      ))}
    </fieldset>
  );
}

function Position({ field, cells, set }: Omit<ControlProps, 'register' | 'fixed'>) {
  const { t } = useTranslation();
  const label = useLabel()(field);
  return (
    <span className="two">
      {(['lon', 'lat'] as const).map((part) => (
        <label key={part} className="field">
          {field.id === 'position' ? '' : `${label} `}
          {t(`registers.form.${part}`)}
          <input
            inputMode="decimal"
            value={cells[`${field.id}.${part}`] ?? ''}
            onChange={(e) => set({ [`${field.id}.${part}`]: e.target.value })}
          />
        </label>
      ))}
    </span>
  );
}

/** Photos lie in the store of evidence; names that came with a workbook are kept beside them. */
function Photos({ field, value, set }: PartProps) {
  const text = useText();
  const all = listOf(value);
  const names = all.filter((item) => !FILE_ID.test(item));
  return (
    <div className="field">
      {text(field.name)}
      {names.length > 0 ? <small>{names.join(SEPARATOR)}</small> : null}
      <EvidenceList
        ids={all.filter((item) => FILE_ID.test(item))}
        set={(ids) => set({ [field.id]: [...names, ...ids].join(SEPARATOR) })}
      />
    </div>
  );
}
