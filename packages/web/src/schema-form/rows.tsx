import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { useText } from '../shared/use-text.ts';
import { Control } from './control.tsx';
import { draftOf, itemsIn, partIn, rowId, rowOf, textIn, withItem, withPart, type Draft } from './draft.ts';
import { FormContext, Help, Title, useChoiceName, useFault, type PartProps } from './form-parts.tsx';
import { isLeaf, type Field, type FormNode, type NodeOf } from './node.ts';

const inside = (path: string, key: string | number): string => (path === '' ? String(key) : `${path}.${key}`);
const isCell = (node: FormNode): boolean => isLeaf(node) || node.kind === 'choice';

const COLUMNS = 9;

/** Rows with single values only are a table, others stand below each other. */
const isTable = (fields: readonly Field[]): boolean =>
  fields.length <= COLUMNS && fields.every((f) => isCell(f.node) || f.node.kind === 'const');

type ListProps = PartProps & { readonly node: NodeOf<'list'> };

export function ListRows(props: ListProps) {
  const { node, draft, set } = props;
  const items = itemsIn(draft);
  const add = (): void => set([...items, rowOf(draftOf(node.item, undefined, true))]);
  const { item } = node;
  return (
    <>
      {item.kind === 'group' && isTable(item.fields) ? (
        <Table {...props} fields={item.fields} />
      ) : (
        items.map((row, i) => <Card key={rowId(row)} {...props} at={i} row={row} />)
      )}
      <AddRow add={add} />
    </>
  );
}

function AddRow({ add }: { readonly add: () => void }) {
  const { t } = useTranslation();
  return (
    <button type="button" className="add screen-only" onClick={add}>
      {t('form.addRow')}
    </button>
  );
}

function RemoveRow({ at, remove }: { readonly at: number; readonly remove: () => void }) {
  const { t } = useTranslation();
  const name = t('form.removeRow', { number: at + 1 });
  return (
    <button type="button" className="remove screen-only" aria-label={name} title={name} onClick={remove}>
      ×
    </button>
  );
}

/** All but one of a list of rows. */
const without = (draft: Draft, at: number): Draft => itemsIn(draft).filter((_, i) => i !== at);

function Table({ draft, set, path, fields }: ListProps & { readonly fields: readonly Field[] }) {
  const { t } = useTranslation();
  const text = useText();
  const shown = fields.filter((f) => f.node.kind !== 'const');
  const items = itemsIn(draft);
  if (items.length === 0) return <p className="note">{t('form.noRows')}</p>;
  return (
    <div className="scroll">
      <table className="rows">
        <thead>
          <tr>
            {shown.map((f) => (
              <th key={f.key}>
                <Title node={f.node} title={f.key} required={f.required} path={inside(path, f.key)} />
                <Help node={f.node} path="" />
              </th>
            ))}
            <th aria-label={t('form.removeColumn')} />
          </tr>
        </thead>
        <tbody>
          {items.map((row, i) => (
            <tr key={rowId(row)}>
              {shown.map((f) => (
                <td key={f.key}>
                  <Cell
                    title={f.key}
                    node={f.node}
                    required={f.required}
                    path={inside(inside(path, i), f.key)}
                    draft={partIn(partIn(row, 'value'), f.key)}
                    set={(part) =>
                      set(withItem(draft, i, withPart(row, 'value', withPart(partIn(row, 'value'), f.key, part))))
                    }
                    label={`${f.node.name === null ? f.key : text(f.node.name)} ${i + 1}`}
                  />
                </td>
              ))}
              <td>
                <RemoveRow at={i} remove={() => set(without(draft, i))} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell(props: PartProps & { readonly label: string }) {
  const { id } = useContext(FormContext);
  const fault = useFault(props.path);
  return (
    <>
      <Control {...props} />
      <span id={`${id}-${props.path}-help`} className="fault">
        {fault}
      </span>
    </>
  );
}

function Card({ node, draft, set, path, at, row }: ListProps & { readonly at: number; readonly row: Draft }) {
  const { Inside } = useContext(FormContext);
  return (
    <div className="row-card">
      <div className="row-head">
        <span className="note">{at + 1}</span>
        <RemoveRow at={at} remove={() => set(without(draft, at))} />
      </div>
      <Inside
        title={String(at + 1)}
        node={node.item}
        required
        path={inside(path, at)}
        draft={partIn(row, 'value')}
        set={(next) => set(withItem(draft, at, withPart(row, 'value', next)))}
      />
    </div>
  );
}

/** A table of names and values. */
export function RecordRows({ node, draft, set, path }: PartProps & { readonly node: NodeOf<'record'> }) {
  const { t } = useTranslation();
  const items = itemsIn(draft);
  const add = (): void => set([...items, rowOf(draftOf(node.item, undefined, true))]);
  return (
    <>
      {items.length === 0 ? <p className="note">{t('form.noRows')}</p> : null}
      {items.length === 0 ? null : (
        <div className="scroll">
          <table className="rows">
            <thead>
              <tr>
                <th>{t('form.key')}</th>
                <th>
                  <Title node={node.item} title={t('form.value')} required path={path} />
                  <Help node={node.item} path="" />
                </th>
                <th aria-label={t('form.removeColumn')} />
              </tr>
            </thead>
            <tbody>
              {items.map((row, i) => (
                <tr key={rowId(row)}>
                  <td>
                    <Key
                      node={node}
                      text={textIn(partIn(row, 'key'))}
                      set={(key) => set(withItem(draft, i, withPart(row, 'key', key)))}
                      at={i}
                    />
                  </td>
                  <td>
                    <RecordValue
                      title={textIn(partIn(row, 'key'))}
                      node={node.item}
                      required
                      path={inside(path, i)}
                      draft={partIn(row, 'value')}
                      set={(value) => set(withItem(draft, i, withPart(row, 'value', value)))}
                    />
                  </td>
                  <td>
                    <RemoveRow at={i} remove={() => set(without(draft, i))} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <AddRow add={add} />
    </>
  );
}

function RecordValue(props: PartProps) {
  const { Inside } = useContext(FormContext);
  return isCell(props.node) ? <Cell {...props} label={props.title} /> : <Inside {...props} />;
}

interface KeyProps {
  readonly node: NodeOf<'record'>;
  readonly text: string;
  readonly at: number;
  readonly set: (text: string) => void;
}

function Key({ node, text, at, set }: KeyProps) {
  const { t } = useTranslation();
  const name = useChoiceName();
  const label = `${t('form.key')} ${at + 1}`;
  if (node.keys.length === 0) {
    return <input aria-label={label} value={text} autoComplete="off" onChange={(e) => set(e.target.value)} />;
  }
  const isKnown = node.keys.some((k) => String(k.value) === text);
  return (
    <select aria-label={label} value={text} onChange={(e) => set(e.target.value)}>
      {isKnown ? null : <option value={text}>{text}</option>}
      {node.keys.map((k) => (
        <option key={String(k.value)} value={String(k.value)}>
          {name(k)}
        </option>
      ))}
    </select>
  );
}
