import { Autocomplete, Radio, Select, Stack, Text, Textarea, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keyOf, send, url } from "../../api/api";
import { useCan, useMe } from "../../api/me";
import { useSave, useWrite } from "../../api/write";
import { showFields } from "../../parts/fields";
import { evidenceOf, grades, proofKinds, sectionName, sections, type Evidence } from "../../parts/library/evidence";
import { EvidencePicker } from "../../parts/library/EvidencePicker";
import { whole } from "../../parts/library/queries";
import { libOptions } from "../../parts/library/words";
import { conduitsOf, zonesOf } from "../../parts/plant/queries";
import { FormDialog } from "../../parts/risk/FormDialog";
import { RecordsPicker } from "../../parts/risk/RecordPicker";
import { queries } from "../../api/api";
import { AssetsPicker } from "./AssetsPicker";
import classes from "./evidence.module.css";
import { FileChooser } from "./FileChooser";

interface Props {
  site: string;
  /** The evidence that is edited; a new one is added when left out. */
  evidence?: Evidence;
  /** What a new one begins with. */
  begin?: Partial<Evidence>;
  /** The files that a new one gets. */
  files?: File[];
  /** Called with what was stored, and the files to be sent to each. */
  onDone: (stored: { evidence: Evidence; files: File[] }[]) => void;
  onClose: () => void;
}

const blank = { key: "", name: "", kind: "implemented", confidentiality: "internal" } as const;

/** All fields of an evidence; several files may become one evidence or one each. */
export function EvidenceForm({ site, evidence, begin, files: given, onDone, onClose }: Props) {
  const { t } = useTranslation(["evidence", "common"]);
  const can = useCan();
  const me = useMe();
  const [files, setFiles] = useState<File[]>(given ?? []);
  const [each, setEach] = useState(false);
  const own = evidence ? evidence.site === site : true;
  const [whose, setWhose] = useState<"site" | "all">(can("evidence.edit", site) ? "site" : "all");
  const ofSite = evidence ? own : whose === "site";
  const readOnly = evidence ? !can("evidence.edit", evidence.site) : false;
  const zones = useQuery(zonesOf(site));
  const conduits = useQuery(conduitsOf(site));
  const products = useQuery(whole<{ id: string; key: string; name: string }>("/products"));
  const form = useForm<Evidence>({
    initialValues: evidence ?? {
      id: "",
      version: 0,
      ...blank,
      collectedBy: me.user.email,
      ...begin,
      name: begin?.name ?? (given?.[0] ? plainName(given[0].name) : ""),
    },
  });
  const values = form.getValues();
  const touches = [keyOf("/evidence"), keyOf(url`/sites/${site}`)];
  const add = useWrite(
    async (e: Evidence) => {
      const body: Partial<Evidence> = { ...e };
      delete body.id;
      delete body.version;
      const record = ofSite ? { ...body, site } : { ...body, zones: [], conduits: [], assets: [] };
      if (!each || files.length < 2) return [{ evidence: await send<Evidence>("POST", "/evidence", record), files }];
      const out: { evidence: Evidence; files: File[] }[] = [];
      for (const file of files) {
        const one = { ...record, key: "", name: plainName(file.name) };
        out.push({ evidence: await send<Evidence>("POST", "/evidence", one), files: [file] });
      }
      return out;
    },
    {
      touches,
      site: ofSite ? site : "",
      quiet: true,
      said: (out) => t("form.added", { count: out.length, key: out[0]?.evidence.key }),
      onSuccess: onDone,
    },
  );
  const save = useSave<Evidence>((e) => url`/evidence/${e.id}`, {
    touches,
    site: evidence?.site ?? "",
    quiet: true,
    said: (e) => t("form.saved", { key: e.key }),
    onSuccess: (e) => {
      queries.setQueryData(evidenceOf(e.id).queryKey, e);
      onDone([{ evidence: e, files: [] }]);
    },
  });
  const write = evidence ? save : add;
  const submit = form.onSubmit((e) => {
    const clean = { ...e, links: (e.links ?? []).map((l) => l.trim()).filter(Boolean) };
    const failed = { onError: (problem: Error) => showFields(form, problem) };
    if (evidence) save.mutate(clean, failed);
    else add.mutate(clean, failed);
  });
  const error = (field: string) => form.errors[field] as string | undefined;
  const text = (field: "key" | "source" | "collectedBy") => ({
    label: t(`form.${field}`),
    readOnly,
    maxLength: 200,
    ...form.getInputProps(field),
  });
  const day = (field: "effective" | "from" | "until" | "expires") => (
    <TextInput
      type="date"
      label={t(`form.${field}`)}
      description={t(`form.hint.${field}`)}
      readOnly={readOnly}
      {...form.getInputProps(field)}
      value={values[field] ?? ""}
    />
  );
  const separate = each && files.length > 1;
  return (
    <FormDialog
      title={evidence ? t("form.edit", { key: evidence.key }) : t("form.add")}
      form={form}
      busy={write.isPending}
      error={write.error}
      readOnly={readOnly}
      untouched={!evidence && form.getValues().name !== ""}
      confirm={evidence ? undefined : t("form.confirm", { count: separate ? files.length : 1 })}
      onSubmit={submit}
      onClose={onClose}
    >
      {!evidence && <FileChooser files={files} onChange={setFiles} />}
      {!evidence && files.length > 1 && (
        <Radio.Group label={t("form.many")} value={each ? "each" : "one"} onChange={(v) => setEach(v === "each")}>
          <Stack gap={6} mt={4}>
            <Radio value="one" label={t("form.manyOne")} />
            <Radio value="each" label={t("form.manyEach", { count: files.length })} />
          </Stack>
        </Radio.Group>
      )}
      <div className={classes.fields}>
        {!separate && (
          <>
            <TextInput
              label={t("form.name")}
              description={t("form.hint.name")}
              required
              data-autofocus
              maxLength={200}
              readOnly={readOnly}
              {...form.getInputProps("name")}
            />
            <TextInput {...text("key")} description={t("form.hint.key")} maxLength={64} />
          </>
        )}
        <Select
          label={t("form.kind")}
          description={t("form.hint.kind")}
          data={libOptions("proofKind", proofKinds)}
          allowDeselect={false}
          readOnly={readOnly}
          {...form.getInputProps("kind")}
        />
        <Autocomplete
          label={t("form.section")}
          description={t("form.hint.section")}
          data={sections.map(sectionName)}
          readOnly={readOnly}
          {...form.getInputProps("section")}
          value={sectionName(values.section ?? "")}
          onChange={(v) => form.setFieldValue("section", sectionOf(v))}
        />
        <Textarea
          label={t("form.description")}
          className={classes.wide}
          autosize
          minRows={2}
          readOnly={readOnly}
          {...form.getInputProps("description")}
        />
        {!evidence && can("evidence.edit") && can("evidence.edit", site) && (
          <Select
            label={t("form.whose")}
            description={t("form.hint.whose")}
            data={(["site", "all"] as const).map((value) => ({ value, label: t(`form.whoseIs.${value}`) }))}
            value={whose}
            allowDeselect={false}
            onChange={(v) => v && setWhose(v as typeof whose)}
          />
        )}
        <Select
          label={t("form.confidentiality")}
          description={t("form.hint.confidentiality")}
          data={libOptions("grade", grades)}
          allowDeselect={false}
          readOnly={readOnly}
          {...form.getInputProps("confidentiality")}
        />
      </div>
      <Title order={3}>{t("form.when")}</Title>
      <div className={classes.fields}>
        {day("effective")}
        {day("expires")}
        {day("from")}
        {day("until")}
      </div>
      <Title order={3}>{t("form.about")}</Title>
      {ofSite ? (
        <div className={classes.fields}>
          <RecordsPicker
            label={t("form.zones")}
            records={zones.data}
            value={values.zones}
            onChange={(v) => form.setFieldValue("zones", v)}
            readOnly={readOnly}
            error={error("zones")}
          />
          <RecordsPicker
            label={t("form.conduits")}
            records={conduits.data}
            value={values.conduits}
            onChange={(v) => form.setFieldValue("conduits", v)}
            readOnly={readOnly}
            error={error("conduits")}
          />
          <AssetsPicker
            site={site}
            label={t("form.assets")}
            value={values.assets ?? []}
            onChange={(v) => form.setFieldValue("assets", v)}
            readOnly={readOnly}
            error={error("assets")}
          />
        </div>
      ) : (
        <Text size="sm" c="dimmed">
          {t("form.aboutAll")}
        </Text>
      )}
      <div className={classes.fields}>
        <RecordsPicker
          label={t("form.products")}
          records={products.data}
          value={values.products}
          onChange={(v) => form.setFieldValue("products", v)}
          readOnly={readOnly}
          error={error("products")}
        />
        <Textarea
          label={t("form.sample")}
          description={t("form.hint.sample")}
          autosize
          readOnly={readOnly}
          {...form.getInputProps("sample")}
        />
      </div>
      <Title order={3}>{t("form.origin")}</Title>
      <div className={classes.fields}>
        <TextInput {...text("collectedBy")} description={t("form.hint.collectedBy")} />
        <TextInput {...text("source")} description={t("form.hint.source")} />
        <Textarea
          label={t("form.links")}
          description={t("form.hint.links")}
          className={classes.wide}
          autosize
          minRows={2}
          readOnly={readOnly}
          value={(values.links ?? []).join("\n")}
          onChange={(e) => form.setFieldValue("links", e.currentTarget.value.split("\n"))}
          error={error("links") ?? Object.entries(form.errors).find(([name]) => name.startsWith("links."))?.[1]}
        />
        {evidence && (
          <EvidencePicker
            site={site}
            label={t("form.replacedBy")}
            description={t("form.hint.replacedBy")}
            value={values.replacedBy ? [values.replacedBy] : []}
            onChange={(ids) => form.setFieldValue("replacedBy", ids.at(-1))}
            readOnly={readOnly}
            error={error("replacedBy")}
          />
        )}
      </div>
    </FormDialog>
  );
}

/** What the server calls a section that is written as a heading. */
function sectionOf(heading: string): string {
  return sections.find((s) => sectionName(s) === heading) ?? heading;
}

/** "restore-test 2026.pdf" → "restore-test 2026". */
function plainName(file: string): string {
  return file.replace(/\.[^.]{1,8}$/, "").slice(0, 200) || file.slice(0, 200);
}
