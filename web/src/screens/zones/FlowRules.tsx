import { ActionIcon, Autocomplete, Button, Select, Text, TextInput, VisuallyHidden } from "@mantine/core";
import { Plus, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Direction, FlowFunction, FlowRule } from "../../api/types";
import { directions, flowFunctions } from "../../parts/plant/types";
import { options } from "../../parts/plant/words";
import { fieldName } from "../../parts/words";
import classes from "./zones.module.css";

interface Props {
  flows: FlowRule[];
  /** Keys of the zones at the ends. */
  from: string;
  to: string;
  errors: Record<string, ReactNode>;
  readOnly: boolean;
  onChange: (flows: FlowRule[]) => void;
}

// prettier-ignore
const protocols = [
  "any", "tcp", "udp", "modbus-tcp", "s7", "profinet", "ethernet-ip", "opc-ua", "iec-104", "iec-61850-mms", "dnp3", "bacnet", "mqtt",
  "http", "https", "ssh", "rdp", "smb", "dns", "ntp", "snmp", "syslog", "sql", "ftp",
];

/** The flows that a conduit permits; what is not in the list is not declared. */
export function FlowRules({ flows, from, to, errors, readOnly, onChange }: Props) {
  const { t } = useTranslation("plant");
  const set = (i: number, part: Partial<FlowRule>) =>
    onChange(flows.map((f, at) => (at === i ? { ...f, ...part } : f)));
  const problem = (i: number, field: string) => errors[`flows.${i}.${field}`];
  const way = (direction: Direction) =>
    t(`drawing.between.${direction}`, { from: from || t("zones.firstEnd"), to: to || t("zones.secondEnd") });
  return (
    <>
      <Text size="sm" c="dimmed" mb="xs">
        {flows.length === 0 ? t("zones.noFlows") : t("zones.flowsText")}
      </Text>
      {flows.map((flow, i) => (
        <fieldset key={i} className={classes.flow}>
          <VisuallyHidden component="legend">{t("zones.flow", { n: i + 1 })}</VisuallyHidden>
          <Select
            size="xs"
            label={fieldName("direction")}
            data={directions.map((value) => ({ value, label: way(value) }))}
            value={flow.direction}
            readOnly={readOnly}
            allowDeselect={false}
            onChange={(v) => v && set(i, { direction: v as Direction })}
            error={problem(i, "direction")}
          />
          <Autocomplete
            size="xs"
            label={fieldName("protocol")}
            data={protocols}
            value={flow.protocol}
            readOnly={readOnly}
            required
            onChange={(protocol) => set(i, { protocol })}
            error={problem(i, "protocol")}
          />
          <TextInput
            size="xs"
            label={fieldName("ports")}
            placeholder={t("zones.portsExample")}
            value={flow.ports ?? ""}
            readOnly={readOnly}
            onChange={(e) => set(i, { ports: e.currentTarget.value })}
            error={problem(i, "ports")}
          />
          <Select
            size="xs"
            label={fieldName("function")}
            data={options("function", flowFunctions)}
            value={flow.function ?? "any"}
            readOnly={readOnly}
            allowDeselect={false}
            onChange={(v) => v && set(i, { function: v as FlowFunction })}
            error={problem(i, "function")}
          />
          <TextInput
            size="xs"
            label={fieldName("note")}
            value={flow.note ?? ""}
            readOnly={readOnly}
            onChange={(e) => set(i, { note: e.currentTarget.value })}
            error={problem(i, "note")}
          />
          {!readOnly && (
            <ActionIcon
              aria-label={t("zones.removeFlow", { n: i + 1 })}
              onClick={() => onChange(flows.filter((_, at) => at !== i))}
            >
              <Trash2 size={16} aria-hidden />
            </ActionIcon>
          )}
        </fieldset>
      ))}
      {!readOnly && (
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<Plus size={14} aria-hidden />}
          onClick={() => onChange([...flows, { direction: "forward", protocol: "", ports: "", function: "any" }])}
        >
          {t("zones.addFlow")}
        </Button>
      )}
    </>
  );
}
