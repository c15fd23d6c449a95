import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { title, type Choice, type SheetColumn } from "./columns";
import type { Lookup } from "./lookup";
import classes from "./sheet.module.css";

export type Move = "down" | "up" | "right" | "left" | "stay";

interface Props {
  column: SheetColumn;
  look: Lookup;
  /** What stands in the field at first. */
  text: string;
  /** The text was typed over the cell, so the whole of the list is not narrowed by what was there. */
  typed: boolean;
  /** Opens the list upwards, near the lower end of the window. */
  upwards: boolean;
  onCommit: (text: string, move: Move) => void;
  onCancel: () => void;
}

/** The field that stands in a cell while it is edited. */
export function CellEditor(p: Props) {
  return p.column.kind === "choice" ? <ChoiceEditor {...p} /> : <TextEditor {...p} />;
}

function moveOf(e: KeyboardEvent): Move | undefined {
  if (e.key === "Enter") return e.shiftKey ? "up" : "down";
  if (e.key === "Tab") return e.shiftKey ? "left" : "right";
  return undefined;
}

function TextEditor({ column, text, onCommit, onCancel }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [value, setValue] = useState(text);
  const done = useRef(false);
  useLayoutEffect(() => {
    const at = field.current;
    at?.focus();
    at?.setSelectionRange(at.value.length, at.value.length);
  }, []);
  const finish = (run: () => void) => {
    if (done.current) return;
    done.current = true;
    run();
  };
  const onKey = (e: KeyboardEvent) => {
    e.stopPropagation();
    if (e.nativeEvent.isComposing) return;
    const move = e.altKey ? undefined : moveOf(e);
    if (e.key === "Escape") finish(onCancel);
    else if (e.altKey && e.key === "Enter") {
      const { selectionStart: from, selectionEnd: to } = e.currentTarget as HTMLTextAreaElement;
      setValue(value.slice(0, from) + "\n" + value.slice(to));
    } else if (move) finish(() => onCommit(value, move));
    else return;
    e.preventDefault();
  };
  const lines = Math.min(8, Math.max(2, value.split("\n").length, Math.ceil(value.length / 40)));
  return (
    <textarea
      ref={field}
      className={classes.editor}
      aria-label={title(column)}
      rows={lines}
      value={value}
      spellCheck={column.kind === "text" && column.id !== "key"}
      onChange={(e) => setValue(e.currentTarget.value)}
      onKeyDown={onKey}
      onBlur={() => finish(() => onCommit(value, "stay"))}
    />
  );
}

const most = 200;

function ChoiceEditor({ column, look, text, typed, upwards, onCommit, onCancel }: Props) {
  const { t } = useTranslation("risk");
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const done = useRef(false);
  const [value, setValue] = useState(text);
  // Until something is typed the whole list is open at what is chosen now.
  const [narrowing, setNarrowing] = useState(typed);
  const all = column.choices?.(look) ?? [];
  const shown = narrowing ? matching(all, value) : all.slice(0, most);
  const [at, setAt] = useState(() => (typed ? 0 : all.findIndex((c) => isValue(c, text))));
  useLayoutEffect(() => {
    field.current?.focus();
    if (!typed) field.current?.select();
  }, [typed]);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [at]);
  const finish = (run: () => void) => {
    if (done.current) return;
    done.current = true;
    run();
  };
  const commit = (move: Move) => {
    const choice = shown[at];
    // An emptied field clears the cell; a list without a fit leaves the text, to be told what is wrong.
    const out = value.trim() === "" && narrowing ? "" : choice ? choice.value : value;
    finish(() => onCommit(out, move));
  };
  const onKey = (e: KeyboardEvent) => {
    e.stopPropagation();
    if (e.nativeEvent.isComposing) return;
    const move = moveOf(e);
    if (e.key === "Escape") finish(onCancel);
    else if (e.key === "ArrowDown") setAt(Math.min(shown.length - 1, at + 1));
    else if (e.key === "ArrowUp") setAt(Math.max(0, at - 1));
    else if (move) commit(move);
    else return;
    e.preventDefault();
  };
  return (
    <div className={classes.combobox}>
      <input
        ref={field}
        className={classes.editor}
        role="combobox"
        aria-label={title(column)}
        aria-expanded
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={shown[at] ? `${id}-${at}` : undefined}
        autoComplete="off"
        value={value}
        onChange={(e) => {
          setValue(e.currentTarget.value);
          setNarrowing(true);
          setAt(0);
        }}
        onKeyDown={onKey}
        onBlur={() => commit("stay")}
      />
      <ul
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label={title(column)}
        className={classes.choices}
        data-upwards={upwards || undefined}
      >
        {shown.map((c, i) => (
          <li
            key={c.value}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === at}
            // The press would take the focus away and end the editing first.
            onMouseDown={(e) => {
              e.preventDefault();
              finish(() => onCommit(c.value, "stay"));
            }}
          >
            {c.label}
          </li>
        ))}
        {shown.length === 0 && <li className={classes.small}>{t("sheet.noChoice")}</li>}
      </ul>
    </div>
  );
}

function isValue(c: Choice, text: string): boolean {
  const wanted = text.toLowerCase();
  return (
    wanted !== "" &&
    (c.value === text || c.label.toLowerCase() === wanted || c.label.toLowerCase().split(" ")[0] === wanted)
  );
}

/** Those that begin with the text come first, then those that contain it. */
function matching(all: Choice[], value: string): Choice[] {
  const wanted = value.trim().toLowerCase();
  if (wanted === "") return all.slice(0, most);
  const first: Choice[] = [];
  const rest: Choice[] = [];
  for (const c of all) {
    const label = c.label.toLowerCase();
    if (label.startsWith(wanted) || c.value === wanted) first.push(c);
    else if (label.includes(wanted)) rest.push(c);
  }
  return [...first, ...rest].slice(0, most);
}
