package sheet

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"ringwall/internal/plant"
)

// squeeze makes words comparable: width and case folded, everything but
// letters and digits gone, umlauts as written.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || r == 'ー' {
			return r
		}
		return -1
	}, strings.ToLower(norm.NFKC.String(s)))
}

// nothing are the ways in which lists say that a value is not known.
var nothing = words("-", "--", "---", "–", "—", "n/a", "na", "none", "unknown", "tbd", "tba", "?", "k.A.", "keine Angabe",
	"unbekannt", "nicht bekannt", "entfällt", "不明", "なし", "未定", "該当なし", "ー", "#N/A", "null")

func words(list ...string) map[string]bool {
	out := map[string]bool{}
	for _, w := range list {
		out[strings.ToLower(w)] = true
	}
	return out
}

// headings are the names under which columns go in English, German and
// Japanese lists, by the field they feed. The more particular stand first.
var headings = []struct {
	field string
	names []string
}{
	{"orderNumber", []string{"order number", "order no", "order code", "article number", "article no", "part number", "part no", "catalog number", "catalogue number", "MLFB", "SKU",
		"Bestellnummer", "Bestell-Nr", "Artikelnummer", "Artikel-Nr", "Teilenummer", "注文番号", "発注番号", "品番", "部品番号"}},
	{"serial", []string{"serial number", "serial no", "serial", "S/N", "SN", "Seriennummer", "Serien-Nr", "Fabriknummer", "Fabrik-Nr", "シリアル番号", "シリアルナンバー", "シリアル", "製造番号"}},
	{"key", []string{"key", "asset id", "asset tag", "asset number", "asset no", "asset key", "tag", "tag number", "tag no", "device id", "equipment id", "equipment number", "equipment no", "ID", "number", "no",
		"Anlagenkennzeichen", "AKZ", "BMK", "Betriebsmittelkennzeichen", "Kennzeichen", "Gerätenummer", "Geräte-Nr", "Geräte-ID", "Inventarnummer", "Inventar-Nr", "Kennung",
		"資産番号", "機器番号", "管理番号", "資産ID", "機器ID", "タグ番号", "タグ"}},
	{"host", []string{"host name", "hostname", "DNS name", "FQDN", "computer name", "PROFINET name", "device name (PROFINET)", "Rechnername", "Hostname", "Computername", "ホスト名", "コンピュータ名"}},
	{"name", []string{"name", "asset name", "asset", "device name", "equipment name", "device", "title", "Bezeichnung", "Benennung", "Gerätename", "Gerät", "Anlagenname", "名称", "機器名", "資産名", "装置名", "設備名", "名前"}},
	{"role", []string{"role", "function", "device role", "device class", "category", "Rolle", "Funktion", "Geräteklasse", "Kategorie", "役割", "機能", "用途", "分類"}},
	{"type", []string{"type", "asset type", "device type", "component type", "equipment type", "Typ", "Gerätetyp", "Art", "Geräteart", "Komponententyp", "種別", "種類", "機器種別", "タイプ", "資産種別"}},
	{"zone", []string{"zone", "security zone", "zone id", "network zone", "segment", "network segment", "cell", "Zelle", "Sicherheitszone", "Netzsegment", "Netzwerkzone", "Netzbereich", "ゾーン", "セキュリティゾーン", "セグメント", "領域"}},
	{"vendor", []string{"vendor", "manufacturer", "make", "maker", "supplier", "brand", "OEM", "Hersteller", "Lieferant", "Fabrikat", "メーカー", "メーカ", "製造元", "製造者", "ベンダー", "ベンダ"}},
	{"model", []string{"model", "model name", "model number", "model no", "product", "product name", "Modell", "Produkt", "Baureihe", "Typbezeichnung", "Modellbezeichnung", "型式", "型番", "機種", "モデル", "製品名", "形式"}},
	{"firmware", []string{"firmware", "firmware version", "FW", "FW version", "software version", "version", "OS version", "Firmwareversion", "Firmware-Stand", "Firmwarestand", "Softwarestand", "Softwareversion", "FW-Stand",
		"ファームウェア", "ファームウェアバージョン", "ファームウエア", "バージョン", "ソフトウェアバージョン"}},
	{"mac", []string{"MAC address", "MAC", "MAC addresses", "hardware address", "ethernet address", "MAC-Adresse", "MAC-Adressen", "Hardwareadresse", "MACアドレス", "物理アドレス"}},
	{"ip", []string{"IP address", "IP", "IPv4", "IPv4 address", "IPv6", "IP addresses", "network address", "address", "IP-Adresse", "IP-Adressen", "Netzwerkadresse", "Adresse", "IPアドレス", "アドレス"}},
	{"vlan", []string{"VLAN", "VLAN ID", "VLAN-Nr", "VLAN番号"}},
	{"interface", []string{"interface", "port", "NIC", "network interface", "Schnittstelle", "Anschluss", "インターフェース", "インタフェース", "ポート"}},
	{"criticality", []string{"criticality", "criticality rating", "importance", "priority", "impact", "Kritikalität", "Wichtigkeit", "Priorität", "Schutzbedarf", "重要度", "重要性", "優先度"}},
	{"owner", []string{"owner", "asset owner", "responsible", "responsible person", "contact", "department", "Verantwortlicher", "Verantwortlich", "Eigentümer", "Zuständig", "Zuständigkeit", "Ansprechpartner", "Betreuer",
		"責任者", "管理者", "担当者", "担当", "所有者", "管理部署"}},
	{"location", []string{"location", "place", "building", "room", "area", "cabinet", "panel", "rack", "Standort", "Ort", "Einbauort", "Raum", "Gebäude", "Schaltschrank", "Schrank", "Aufstellort", "Bereich", "設置場所", "場所", "所在地", "設置位置", "建屋"}},
	{"supportEnds", []string{"support ends", "end of support", "support end", "EOL", "EOS", "end of life", "support until", "warranty end", "Supportende", "Ende des Supports", "Wartungsende", "Abkündigung", "サポート終了日", "サポート終了", "サポート期限", "保守期限"}},
	{"installed", []string{"installed", "installation date", "install date", "commissioned", "commissioning date", "in service", "date installed", "Installationsdatum", "Installiert", "Inbetriebnahme", "Inbetriebnahmedatum", "Einbaudatum", "Baujahr",
		"設置日", "導入日", "導入年月日", "設置年月日", "稼働開始日", "据付日"}},
	{"retired", []string{"retired", "decommissioned", "removal date", "decommissioning date", "Außer Betrieb", "Stilllegung", "Stillgelegt", "Ausgebaut", "撤去日", "廃止日", "廃棄日"}},
	{"sil", []string{"SIL", "SIL level", "safety integrity level", "Sicherheitsintegritätslevel", "安全度水準", "安全度水準SIL"}},
	{"pl", []string{"PL", "performance level", "Performance Level PL", "パフォーマンスレベル"}},
	{"safetyFunction", []string{"safety function", "Sicherheitsfunktion", "安全機能"}},
	{"tags", []string{"tags", "labels", "keywords", "Schlagworte", "Schlagwörter", "Stichworte", "ラベル", "キーワード"}},
	{"description", []string{"description", "comment", "comments", "remark", "remarks", "note", "notes", "Beschreibung", "Bemerkung", "Bemerkungen", "Kommentar", "Anmerkung", "Notiz", "説明", "備考", "コメント", "摘要", "メモ"}},
}

// typeWords are the component types in three languages.
var typeWords = spelled(map[plant.AssetType][]string{
	plant.EmbeddedDevice: {"embedded device", "embedded-device", "embedded", "eingebettetes Gerät", "Embedded-Gerät", "組込み機器", "組み込み機器", "組込みデバイス", "組込機器"},
	plant.HostDevice:     {"host device", "host-device", "host", "computer", "PC", "Rechner", "Host-Gerät", "ホスト", "ホスト機器", "コンピュータ", "パソコン"},
	plant.NetworkDevice:  {"network device", "network-device", "network component", "network", "Netzwerkgerät", "Netzwerkkomponente", "Netzkomponente", "ネットワーク機器", "ネットワーク装置"},
	plant.Application:    {"software application", "software-application", "software", "Anwendung", "Software-Anwendung", "Softwareanwendung", "ソフトウェア", "アプリケーション"},
})

// roleWords are the roles in three languages.
var roleWords = spelled(map[plant.AssetRole][]string{
	"plc":                 {"PLC", "programmable logic controller", "controller", "PAC", "SPS", "Steuerung", "speicherprogrammierbare Steuerung", "シーケンサ", "シーケンサー", "制御装置", "コントローラ"},
	"safety-controller":   {"safety controller", "safety-controller", "safety PLC", "SIS", "F-CPU", "Sicherheitssteuerung", "Sicherheits-SPS", "fehlersichere Steuerung", "安全PLC", "安全コントローラ", "安全コントローラー"},
	"rtu":                 {"RTU", "remote terminal unit", "Fernwirkstation", "Fernwirkgerät", "遠隔端末装置"},
	"remote-io":           {"remote IO", "remote I/O", "distributed IO", "IO module", "I/O station", "dezentrale Peripherie", "E/A-Station", "Feldverteiler", "リモートIO", "リモートI/O", "入出力装置"},
	"drive":               {"drive", "VFD", "frequency converter", "inverter", "servo drive", "Antrieb", "Frequenzumrichter", "Umrichter", "FU", "Servoregler", "インバータ", "インバーター", "ドライブ", "サーボアンプ"},
	"robot":               {"robot", "robot controller", "Roboter", "Robotersteuerung", "ロボット", "ロボットコントローラ"},
	"instrument":          {"instrument", "transmitter", "sensor", "analyser", "analyzer", "actuator", "field device", "Messgerät", "Sensor", "Messumformer", "Aktor", "Feldgerät", "センサ", "センサー", "計器", "伝送器", "フィールド機器"},
	"ied":                 {"IED", "protection relay", "intelligent electronic device", "Schutzrelais", "Schutzgerät", "保護リレー"},
	"hmi":                 {"HMI", "operator panel", "panel", "touch panel", "Bedienpanel", "Bediengerät", "Panel PC", "タッチパネル", "操作パネル", "表示器"},
	"engineering-station": {"engineering station", "engineering-station", "engineering workstation", "EWS", "programming station", "Engineering-Station", "Programmiergerät", "PG", "エンジニアリングステーション", "エンジニアリングワークステーション", "保守端末"},
	"operator-station":    {"operator station", "operator-station", "operator workstation", "workstation", "Bedienstation", "Operator-Station", "Leitstand", "Arbeitsplatz", "オペレータステーション", "操作端末", "監視端末"},
	"scada-server":        {"SCADA server", "scada-server", "SCADA", "control server", "DCS server", "SCADA-Server", "Leitsystem", "Prozessleitsystem", "SCADAサーバ", "SCADAサーバー", "監視サーバ", "監視サーバー"},
	"historian":           {"historian", "process historian", "data historian", "archive server", "Historian", "Prozessdatenarchiv", "Archivserver", "ヒストリアン", "履歴サーバ", "データ収集サーバ"},
	"mes":                 {"MES", "manufacturing execution system", "MES-Server", "Fertigungsleitsystem", "製造実行システム", "生産管理サーバ"},
	"batch-server":        {"batch server", "batch-server", "Batch-Server", "Rezeptserver", "バッチサーバ", "バッチサーバー"},
	"domain-controller":   {"domain controller", "domain-controller", "active directory", "DC", "Domänencontroller", "Domänen-Controller", "ドメインコントローラ", "ドメインコントローラー"},
	"file-server":         {"file server", "file-server", "NAS", "Dateiserver", "Fileserver", "ファイルサーバ", "ファイルサーバー"},
	"backup-server":       {"backup server", "backup-server", "backup", "Backup-Server", "Sicherungsserver", "バックアップサーバ", "バックアップサーバー"},
	"patch-server":        {"patch server", "patch-server", "WSUS", "update server", "Patch-Server", "Updateserver", "パッチサーバ", "更新サーバ"},
	"virtual-host":        {"virtual host", "virtual-host", "hypervisor", "ESXi host", "VM host", "Virtualisierungshost", "Hypervisor", "仮想ホスト", "仮想化サーバ"},
	"database":            {"database", "database server", "SQL server", "Datenbank", "Datenbankserver", "データベース", "データベースサーバ"},
	"application":         {"application", "application server", "app server", "server", "Server", "Anwendungsserver", "サーバ", "サーバー"},
	"switch":              {"switch", "network switch", "ethernet switch", "managed switch", "Netzwerk-Switch", "スイッチ", "スイッチングハブ", "ハブ", "L2スイッチ", "L3スイッチ"},
	"router":              {"router", "Router", "ルータ", "ルーター"},
	"firewall":            {"firewall", "security appliance", "Firewall", "ファイアウォール", "ファイヤーウォール", "UTM"},
	"data-diode":          {"data diode", "data-diode", "diode", "Datendiode", "データダイオード"},
	"access-point":        {"access point", "access-point", "wireless access point", "WLAN access point", "AP", "WLAN", "Zugangspunkt", "アクセスポイント", "無線AP", "無線アクセスポイント"},
	"gateway":             {"gateway", "protocol converter", "serial server", "serial device server", "Protokollwandler", "Gateway", "ゲートウェイ", "プロトコル変換器"},
	"remote-access":       {"remote access", "remote-access", "VPN gateway", "VPN router", "modem", "Fernzugang", "Fernwartung", "Fernwartungsrouter", "リモートアクセス", "リモートアクセス装置", "遠隔保守"},
	"jump-host":           {"jump host", "jump-host", "jump server", "bastion host", "terminal server", "Sprungserver", "Jump-Server", "踏み台サーバ", "踏み台サーバー", "ジャンプホスト"},
	"time-server":         {"time server", "time-server", "NTP server", "clock", "Zeitserver", "NTP-Server", "時刻サーバ", "タイムサーバ", "NTPサーバ"},
	"camera":              {"camera", "IP camera", "CCTV", "vision system", "Kamera", "カメラ", "監視カメラ"},
	"printer":             {"printer", "label printer", "Drucker", "Etikettendrucker", "プリンタ", "プリンター"},
	"laptop":              {"laptop", "notebook", "service laptop", "maintenance laptop", "Notebook", "Service-Laptop", "Laptop", "ノートPC", "ノートパソコン"},
	"other":               {"other", "miscellaneous", "sonstiges", "Sonstige", "andere", "その他"},
})

// criticalityWords are grades in words, on the scale of 1 (negligible) to 5 (catastrophic).
var criticalityWords = spelled(map[int][]string{
	5: {"catastrophic", "very high", "critical", "katastrophal", "sehr hoch", "kritisch", "極めて高い", "最高", "非常に高い", "極大"},
	4: {"high", "major", "hoch", "schwer", "高", "高い", "大"},
	3: {"medium", "moderate", "normal", "mittel", "mäßig", "中", "中程度"},
	2: {"low", "minor", "niedrig", "gering", "低", "低い", "小"},
	1: {"negligible", "very low", "vernachlässigbar", "sehr niedrig", "sehr gering", "無視できる", "非常に低い", "極小"},
})

func spelled[T comparable](by map[T][]string) map[string]T {
	out := map[string]T{}
	for value, names := range by {
		for _, name := range names {
			out[squeeze(name)] = value
		}
	}
	return out
}

// TypeOf is the component type that a role usually implies.
func TypeOf(role plant.AssetRole) plant.AssetType {
	switch role {
	case "switch", "router", "firewall", "data-diode", "access-point", "gateway", "remote-access":
		return plant.NetworkDevice
	case "hmi", "engineering-station", "operator-station", "scada-server", "historian", "mes", "batch-server",
		"domain-controller", "file-server", "backup-server", "patch-server", "virtual-host", "jump-host", "laptop":
		return plant.HostDevice
	case "application", "database":
		return plant.Application
	}
	return plant.EmbeddedDevice
}
