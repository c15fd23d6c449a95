import { createContext, lazy, Suspense, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from "react";

const KeyboardHelp = lazy(() => import("./KeyboardHelp"));

export interface Shortcut {
  /** One key, or two pressed one after the other: "?", "n", "g a". */
  keys: string;
  label: string;
  run: () => void;
}

interface Shortcuts {
  add: (shortcut: Shortcut) => () => void;
  help: () => void;
}

const Context = createContext<Shortcuts>({ add: () => () => undefined, help: () => undefined });

const pause = 1200; // milliseconds between the two keys of a sequence

/** Listens for the shortcuts that the open screen offers, and shows them all on "?". */
export function ShortcutProvider({ children }: { children: ReactNode }) {
  const known = useRef(new Set<Shortcut>());
  const [helped, setHelped] = useState<Shortcut[] | null>(null);
  const shortcuts = useMemo<Shortcuts>(
    () => ({
      add: (s) => {
        known.current.add(s);
        return () => known.current.delete(s);
      },
      help: () => setHelped([...known.current]),
    }),
    [],
  );

  useEffect(() => {
    let first = "";
    let at = 0;
    const onKey = (e: KeyboardEvent) => {
      if (e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented || typing(e.target)) return;
      if (document.querySelector('[role="dialog"]')) return;
      if (e.key === "Shift") return;
      const sequence = first && e.timeStamp - at < pause ? `${first} ${e.key}` : e.key;
      first = "";
      if (e.key === "?") {
        e.preventDefault();
        shortcuts.help();
        return;
      }
      // The newest wins: a screen's key goes before the frame's.
      const found = [...known.current].reverse().find((s) => s.keys === sequence);
      if (found) {
        e.preventDefault();
        found.run();
      } else if ([...known.current].some((s) => s.keys.startsWith(`${e.key} `))) {
        first = e.key;
        at = e.timeStamp;
      }
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [shortcuts]);

  return (
    <Context.Provider value={shortcuts}>
      {children}
      {helped && (
        <Suspense>
          <KeyboardHelp shortcuts={helped} onClose={() => setHelped(null)} />
        </Suspense>
      )}
    </Context.Provider>
  );
}

/** Offers a shortcut while the component is shown: useShortcut("n", t("addZone"), open). */
export function useShortcut(keys: string, label: string, run: () => void, enabled = true) {
  const { add } = useContext(Context);
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!enabled) return;
    return add({ keys, label, run: () => latest.current() });
  }, [add, keys, label, enabled]);
}

/** Opens the list of shortcuts. */
export function useKeyboardHelp(): () => void {
  return useContext(Context).help;
}

function typing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input, textarea, select, [role=combobox]"))
  );
}
