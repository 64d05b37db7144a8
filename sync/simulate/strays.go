package simulate

// Mails that nobody understands. They land in every mailbox.

// toner is a printer's call for help.
func toner() letter {
	return letter{
		subject: "Gerätemeldung: Toner fast leer (Drucker Empfang)",
		text: `Sehr geehrte Damen und Herren,

am Gerät "Drucker Empfang" im Erdgeschoss geht der Toner (Schwarz) zur Neige.
Verbleibende Füllmenge: 9 %. Verbleibende Seiten: ungefähr 320.

Bitte bestellen Sie rechtzeitig eine neue Kartusche und prüfen Sie den
Resttonerbehälter. Diese Nachricht wurde maschinell erstellt.

Mit freundlichen Grüßen
Ihr Druckerpark
`,
		charset: "iso-8859-1", encoding: "quoted-printable",
	}
}

// garbled is a mail whose body was damaged on its way: base64 that is none.
const garbled = "Return-Path: <nobody@relais.example>\r\n" +
	"From: =?utf-8?B?8J+?= <nobody@relais.example>\r\n" +
	"To: " + inbox + "\r\n" +
	"Date: %s\r\n" +
	"Subject: =?utf-8?Q?R=C3=A9f=2E_000=EF=BF=BD?=\r\n" +
	"Message-ID: <%s@relais.example>\r\n" +
	"MIME-Version: 1.0\r\n" +
	"Content-Type: text/html; charset=x-unknown-7\r\n" +
	"Content-Transfer-Encoding: base64\r\n" +
	"\r\n" +
	"PGh0bWw+PGJv%%%%\x01\x02ZHk+\xff\xfe!!!!====AAAA\r\n" +
	"zzzz~~~~\r\n"
