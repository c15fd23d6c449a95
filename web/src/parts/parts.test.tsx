import { fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { Problem } from "../api/problem";
import { show } from "../test/show";
import { ConfirmDialog } from "./ConfirmDialog";
import { DataTable } from "./DataTable";
import { ErrorPanel } from "./ErrorPanel";
import { FieldDiff } from "./FieldDiff";
import { LevelBadge } from "./LevelBadge";
import { ShortcutProvider, useShortcut } from "./Shortcuts";
import { VectorBar, VectorLine } from "./VectorBar";

describe("levels", () => {
  it("are shown by number, not by colour alone", () => {
    show(<LevelBadge level={3} long />);
    expect(screen.getByText("SL 3")).toBeTruthy();
  });

  it("that nobody set are said to be not set, and not 0", () => {
    show(<LevelBadge level={null} />);
    expect(screen.getByText("not set")).toBeTruthy();
    expect(screen.queryByText("0")).toBeNull();
  });

  it("stand in a table of seven columns with target, achieved level and gap", () => {
    show(<VectorBar target={[2, 2, 2, 1, 3, 2, 2]} achieved={[0, 1, 1, 1, 1, 0, 1]} gap={[2, 1, 1, 0, 2, 2, 1]} />);
    expect(screen.getAllByRole("columnheader")).toHaveLength(7);
    const gap = within(screen.getByRole("row", { name: /^Gap/ }));
    expect(gap.getAllByRole("cell").map((c) => c.textContent)).toEqual(["−2", "−1", "−1", "0", "−2", "−2", "−1"]);
  });

  it("in one line are spoken as a whole", () => {
    show(<VectorLine target={[2, 2, 2, 2, 2, 2, 2]} achieved={[1, 1, 1, 1, 1, 1, 1]} />);
    expect(screen.getByRole("img").getAttribute("aria-label")).toBe("Achieved 1 1 1 1 1 1 1; Target 2 2 2 2 2 2 2");
  });
});

describe("errors", () => {
  it("show the sentence, the broken fields and what stands in the way", () => {
    const problem = new Problem(409, {
      detail: "Zone Z-02 is in use.",
      errors: [{ location: "/key", message: "is taken" }],
      references: [{ kind: "conduit", id: "1", key: "C-01", name: "Line to cell" }],
    });
    show(<ErrorPanel error={problem} />);
    const alert = screen.getByRole("alert");
    for (const text of ["Zone Z-02 is in use.", "is taken", "C-01"]) expect(alert.textContent).toContain(text);
  });

  it("offer no retry where one may not do it", () => {
    show(<ErrorPanel error={new Problem(403, { detail: "No." })} onRetry={() => undefined} />);
    expect(screen.queryByRole("button")).toBeNull();
  });
});

describe("a table", () => {
  const rows = [
    { key: "Z-10", n: 2 },
    { key: "Z-2", n: 10 },
  ];
  const columns = [
    { id: "key", title: "Key", sort: (r: (typeof rows)[0]) => r.key, cell: (r: (typeof rows)[0]) => r.key },
    { id: "n", title: "N", sort: (r: (typeof rows)[0]) => r.n, cell: (r: (typeof rows)[0]) => r.n },
  ];

  it("sorts keys by their numbers and tells the order", () => {
    const onSort = vi.fn();
    show(<DataTable columns={columns} rows={rows} rowKey={(r) => r.key} caption="Zones" sort="key" onSort={onSort} />);
    expect(screen.getAllByRole("row").map((r) => r.firstChild?.textContent?.trim())).toEqual(["Key", "Z-2", "Z-10"]);
    expect(screen.getAllByRole("columnheader").map((h) => h.getAttribute("aria-sort"))).toEqual(["ascending", null]);
    fireEvent.click(screen.getByRole("button", { name: "Sort by Key" }));
    expect(onSort).toHaveBeenCalledWith("-key");
  });
});

describe("a difference", () => {
  it("names fields as people do and shows ids as keys", () => {
    show(<FieldDiff fields={[{ path: "/zone", before: "id-1", after: null }]} names={{ "id-1": "Z-01" }} />);
    expect(screen.getByText("Zone")).toBeTruthy();
    expect(screen.getByText("Z-01")).toBeTruthy();
    expect(screen.getByText("none")).toBeTruthy();
  });
});

describe("a confirmation", () => {
  it("shows what still refers to the record and does nothing by itself", () => {
    const onConfirm = vi.fn();
    show(
      <ConfirmDialog
        opened
        title="Delete?"
        confirm="Delete it"
        references={[{ kind: "asset", id: "a", key: "PLC-101" }]}
        onConfirm={onConfirm}
        onClose={() => undefined}
      />,
    );
    expect(screen.getByText("PLC-101")).toBeTruthy();
    expect(onConfirm).not.toHaveBeenCalled();
    fireEvent.click(screen.getByText("Delete it"));
    expect(onConfirm).toHaveBeenCalledOnce();
  });
});

describe("shortcuts", () => {
  function Offer({ run }: { run: () => void }) {
    useShortcut("g a", "Assets", run);
    return <input aria-label="text" />;
  }

  it("take two keys one after the other, and none while somebody types", () => {
    const run = vi.fn();
    show(
      <ShortcutProvider>
        <Offer run={run} />
      </ShortcutProvider>,
    );
    fireEvent.keyDown(document.body, { key: "a" });
    expect(run).not.toHaveBeenCalled();
    fireEvent.keyDown(document.body, { key: "g" });
    fireEvent.keyDown(document.body, { key: "a" });
    expect(run).toHaveBeenCalledOnce();
    fireEvent.keyDown(screen.getByLabelText("text"), { key: "g" });
    fireEvent.keyDown(screen.getByLabelText("text"), { key: "a" });
    expect(run).toHaveBeenCalledOnce();
  });
});
