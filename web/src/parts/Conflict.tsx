import { createContext, lazy, Suspense, useCallback, useContext, useState, type ReactNode } from "react";

const ConflictDialog = lazy(() => import("./ConflictDialog"));

export interface Versions {
  mine: object;
  theirs: object;
}

export type Choice = "mine" | "theirs" | "cancel";

const Context = createContext<(versions: Versions) => Promise<Choice>>(() => Promise.resolve("cancel"));

/** Asks which version stays when a record was changed by two people at once. */
export function useConflict() {
  return useContext(Context);
}

export function ConflictProvider({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState<(Versions & { answer: (choice: Choice) => void }) | null>(null);
  const ask = useCallback(
    (versions: Versions) => new Promise<Choice>((answer) => setOpen({ ...versions, answer })),
    [],
  );
  const choose = (choice: Choice) => {
    open?.answer(choice);
    setOpen(null);
  };
  return (
    <Context.Provider value={ask}>
      {children}
      {open && (
        <Suspense>
          <ConflictDialog mine={open.mine} theirs={open.theirs} onChoose={choose} />
        </Suspense>
      )}
    </Context.Provider>
  );
}
