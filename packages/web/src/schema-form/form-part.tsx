import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { useText } from '../shared/use-text.ts';
import { Checks, Control } from './control.tsx';
import { draftOf, isBlank, optionIn, partIn, textIn, withPart } from './draft.ts';
import { FormContext, Help, Title, useChoiceName, type PartProps } from './form-parts.tsx';
import type { Field, FormNode, NodeOf } from './node.ts';
import { ListRows, RecordRows } from './rows.tsx';

/** One part of a form: a field, or a group of fields with a frame around it. */
export function FormPart(props: PartProps) {
  const { node, title, required, path, draft } = props;
  const { id } = useContext(FormContext);
  const { t } = useTranslation();
  if (node.kind === 'const') return null;
  if (node.kind === 'group' || node.kind === 'list' || node.kind === 'record' || node.kind === 'union') {
    return <Framed {...props} />;
  }
  if (node.kind === 'checks') {
    return (
      <fieldset className="wide">
        <legend>
          <Title {...{ node, title, required, path }} />
        </legend>
        <Help node={node} path={path} />
        <Checks {...props} />
      </fieldset>
    );
  }
  const isLong = node.kind === 'json' || (node.kind === 'lines' && textIn(draft).length > 24);
  return (
    <div className={isLong ? 'field wide' : 'field'}>
      <label htmlFor={`${id}-${path}`}>
        <Title {...{ node: node.kind === 'lines' ? unitOfItem(node) : node, title, required, path }} />
      </label>
      <Control {...props} />
      <Help id={`${id}-${path}-help`} node={node} path={path}>
        {node.kind === 'lines' ? t('form.listHint') : node.kind === 'json' ? 'JSON' : null}
      </Help>
    </div>
  );
}

/** A list of numbers is shown with the unit of its numbers. */
function unitOfItem(node: NodeOf<'lines'>): FormNode {
  return { ...node, unit: node.unit ?? node.item.unit };
}

/** A part with parts. One that may be left out is folded away until something is written in it. */
function Framed(props: PartProps) {
  const { node, title, required, path, draft } = props;
  if (required) {
    return (
      <fieldset className="wide">
        <legend>
          <Title {...{ node, title, required, path }} />
        </legend>
        <Help node={node} path={path} />
        <Inside {...props} />
      </fieldset>
    );
  }
  return (
    <details className="wide" open={isBlank(node, draft) ? undefined : true}>
      <summary>
        <Title {...{ node, title, required, path }} />
      </summary>
      <Help node={node} path={path} />
      <Inside {...props} />
    </details>
  );
}

export function Inside(props: PartProps) {
  const { node } = props;
  if (node.kind === 'group') return <Fields {...props} fields={node.fields} />;
  if (node.kind === 'list') return <ListRows {...props} node={node} />;
  if (node.kind === 'record') return <RecordRows {...props} node={node} />;
  if (node.kind === 'union') return <Union {...props} node={node} />;
  return <FormPart {...props} />;
}

function Fields({ fields, draft, set, path }: PartProps & { readonly fields: readonly Field[] }) {
  return (
    <div className="fields">
      {fields.map((field) => (
        <FormPart
          key={field.key}
          title={field.key}
          node={field.node}
          required={field.required}
          path={path === '' ? field.key : `${path}.${field.key}`}
          draft={partIn(draft, field.key)}
          set={(part) => set(withPart(draft, field.key, part))}
        />
      ))}
    </div>
  );
}

/** One of several forms that a value may have. */
function Union(props: PartProps & { readonly node: NodeOf<'union'> }) {
  const { node, draft, set, title } = props;
  const { t } = useTranslation();
  const text = useText();
  const choice = useChoiceName();
  const option = optionIn(node, draft);
  /** A form's own name, else that of the word that tells it from the others. */
  const nameOf = (of: FormNode): string => {
    const tells = of.kind === 'group' ? of.fields.find((f) => f.node.kind === 'const') : undefined;
    if (of.name !== null) return text(of.name);
    if (tells?.node.kind === 'const') return choice({ value: tells.node.value, name: tells.node.name });
    if (of.kind === 'group')
      return of.fields.map((f) => (f.node.name === null ? f.key : text(f.node.name))).join(t('app.listSep'));
    return of.kind === 'lines' || of.kind === 'list' ? t('form.asList') : t('form.asValue');
  };
  const inner = { ...props, node: option.node, required: true, draft: partIn(draft, 'value') };
  const setInner = (part: PartProps['draft']): void => set({ option: String(option.at), value: part });
  return (
    <div className="union">
      <select
        aria-label={t('form.choose')}
        value={String(option.at)}
        onChange={(e) => {
          const { node: next } = optionIn(node, { option: e.target.value });
          set({ option: e.target.value, value: draftOf(next, undefined, true) });
        }}
      >
        {node.options.map((o, i) => (
          <option key={nameOf(o)} value={String(i)}>
            {nameOf(o)}
          </option>
        ))}
      </select>
      {option.node.kind === 'group' || option.node.kind === 'list' || option.node.kind === 'record' ? (
        <Inside {...inner} set={setInner} />
      ) : (
        <Control {...inner} set={setInner} label={node.name === null ? title : text(node.name)} />
      )}
    </div>
  );
}
