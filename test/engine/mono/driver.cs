// Calls a Web Connector service through a client that wsdl2 generated, as the real Web Connector's .NET proxy does.
//
//   driver.exe calls   URL USER PASSWORD
//       every operation once
//   driver.exe session URL USER PASSWORD [--company PATH] [--hcp FILE] [--answers FOLDER | --quickbooks URL] [--pause MS] [--rounds N]
//       one update session to its end. QuickBooks' answers come from FOLDER/1.xml, 2.xml … or from a URL that gets each request by POST:
//       200 = the body is the answer; any other status = ProcessRequest failed, header X-HResult and the body say how.
//
// Prints one JSON object a line: {"operation":…,"ms":…,"result":…}, last {"outcome":…}. A null result is printed as null.
// Exit code 0 when the session or the calls went through, 1 when a call failed.
// Compile with -d:OURS for a client made from our own description, which has the operations of Intuit's guide besides.
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Net;
using System.Text;
using Generated;

static class Driver {
    static QBWebConnectorSvc service;
    static string ticket = "";

    static string Json(object value) {
        if (value == null) return "null";
        var strings = value as string[];
        if (strings != null) return "[" + string.Join(",", Array.ConvertAll(strings, item => Json(item))) + "]";
        if (value is int || value is long) return Convert.ToString(value, CultureInfo.InvariantCulture);
        var text = new StringBuilder("\"");
        foreach (char c in (string) value) {
            if (c == '"' || c == '\\') text.Append('\\').Append(c);
            else if (c < ' ' || c > '~') text.Append("\\u").Append(((int) c).ToString("x4", CultureInfo.InvariantCulture));
            else text.Append(c);
        }
        return text.Append('"').ToString();
    }

    static T Call<T>(string operation, Func<T> call) {
        var watch = Stopwatch.StartNew();
        T result = call();
        Console.WriteLine("{\"operation\":" + Json(operation) + ",\"ms\":" + Json(watch.ElapsedMilliseconds) + ",\"result\":" + Json(result) + "}");
        return result;
    }

    static void End(string outcome, string detail, int requests) {
        Console.WriteLine("{\"outcome\":" + Json(outcome) + ",\"detail\":" + Json(detail) + ",\"requests\":" + Json(requests) + "}");
    }

    static string Option(string[] args, string name, string otherwise) {
        int at = Array.IndexOf(args, name);
        return at < 0 || at + 1 >= args.Length ? otherwise : args[at + 1];
    }

    static int Calls(string user, string password) {
        Call("serverVersion", () => service.serverVersion(null));
        Call("clientVersion", () => service.clientVersion("2.3.0.215"));
        string[] signedIn = Call("authenticate", () => service.authenticate(user, password));
        ticket = signedIn[0];
        Call("sendRequestXML", () => service.sendRequestXML(ticket, "<hcp>Größe &amp; ]]></hcp>", "C:\\Books\\Müller & Söhne.qbw", "US", 16, 0));
        Call("receiveResponseXML", () => service.receiveResponseXML(ticket, "<?xml version=\"1.0\" ?>\r\n<QBXML>\t\"漢字\" \U0001F642 &amp; ]]></QBXML>", "", ""));
        Call("receiveResponseXML", () => service.receiveResponseXML(ticket, "", "0x80040400", "QuickBooks found an error when parsing the provided XML text stream."));
        Call("connectionError", () => service.connectionError(ticket, "0x80040416", "QuickBooks is not running."));
        Call("getLastError", () => service.getLastError(ticket));
        Call("closeConnection", () => service.closeConnection(ticket));
#if OURS
        Call("getServerVersion", () => service.getServerVersion(ticket));
        Call("getInteractiveURL", () => service.getInteractiveURL(ticket, "1"));
        Call("interactiveRejected", () => service.interactiveRejected(ticket, "no"));
        Call("interactiveDone", () => service.interactiveDone(ticket));
#endif
        End("called", "", 0);
        return 0;
    }

    /// What QuickBooks makes of a request: answer, hresult, message.
    static string[] Process(string[] args, string request, int number) {
        string folder = Option(args, "--answers", null);
        if (folder != null) return new[] { File.ReadAllText(Path.Combine(folder, number.ToString(CultureInfo.InvariantCulture) + ".xml")), "", "" };
        using (var client = new WebClient { Encoding = Encoding.UTF8 }) {
            try {
                return new[] { client.UploadString(Option(args, "--quickbooks", ""), request), "", "" };
            } catch (WebException failure) {
                var response = failure.Response as HttpWebResponse;
                if (response == null) throw;
                using (var reader = new StreamReader(response.GetResponseStream(), Encoding.UTF8)) {
                    return new[] { "", response.Headers["X-HResult"] ?? "0x80040400", reader.ReadToEnd() };
                }
            }
        }
    }

    static bool IsNoOp(string text) {
        return string.Equals(text, "NoOp", StringComparison.OrdinalIgnoreCase);
    }

    static int Session(string user, string password, string[] args) {
        string hcpFile = Option(args, "--hcp", null);
        string hcp = hcpFile == null ? "" : File.ReadAllText(hcpFile);
        int pause = int.Parse(Option(args, "--pause", "5000"), CultureInfo.InvariantCulture);
        int rounds = int.Parse(Option(args, "--rounds", "1000"), CultureInfo.InvariantCulture);
        int requests = 0;
        Call("serverVersion", () => service.serverVersion(null));
        Call("clientVersion", () => service.clientVersion("2.3.0.215"));
        string[] signedIn = Call("authenticate", () => service.authenticate(user, password));
        ticket = signedIn[0];
        string what = signedIn[1].ToLowerInvariant();
        string outcome = "finished";
        if (what == "none" || what == "nvu" || what == "busy") {
            outcome = what;
        } else {
            string company = Option(args, "--company", what == "" ? "C:\\Books\\Company.qbw" : signedIn[1]);
            for (int round = 0; ; round++) {
                if (round >= rounds) { outcome = "too many rounds"; break; }
                string request = Call("sendRequestXML", () => service.sendRequestXML(ticket, hcp, company, "US", 16, 0));
                hcp = "";
                if (request == "" || IsNoOp(request)) {
                    if (!IsNoOp(Call("getLastError", () => service.getLastError(ticket)))) break;
                    System.Threading.Thread.Sleep(pause);
                    continue;
                }
                requests++;
                string[] answer = Process(args, request, requests);
                int percent = Call("receiveResponseXML", () => service.receiveResponseXML(ticket, answer[0], answer[1], answer[2]));
                if (percent < 0) {
                    Call("getLastError", () => service.getLastError(ticket));
                    outcome = "stopped";
                    break;
                }
                if (percent >= 100) break;
            }
        }
        string closing = Call("closeConnection", () => service.closeConnection(ticket));
        End(outcome, closing, requests);
        return 0;
    }

    static int Main(string[] args) {
        Console.OutputEncoding = new UTF8Encoding(false);
        if (args.Length < 4 || (args[0] != "calls" && args[0] != "session")) {
            Console.Error.WriteLine("driver.exe calls|session URL USER PASSWORD [options]");
            return 2;
        }
        service = new QBWebConnectorSvc { Url = args[1] };
        try {
            return args[0] == "calls" ? Calls(args[2], args[3]) : Session(args[2], args[3], args);
        } catch (Exception failure) {
            End("failed", failure.GetType().Name + ": " + failure.Message, 0);
            return 1;
        }
    }
}
