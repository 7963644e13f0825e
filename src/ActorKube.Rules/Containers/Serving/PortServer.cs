using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ActorKube.Rules.Containers.Files;

namespace ActorKube.Rules.Containers.Serving;

/// <summary>What a simulated program answers at its ports. A port without answers of its own says who is there.</summary>
public static partial class PortServer
{
    private const string Plain = "text/plain; charset=utf-8";
    private const string Greeting = "pod {pod}, node {node}, container {container}, port {port}\n";

    /// <summary>The answer to a request.</summary>
    /// <param name="port">The port.</param>
    /// <param name="question">The request.</param>
    /// <param name="who">Who answers.</param>
    /// <param name="sinceStart">Emulated time since the program's start.</param>
    /// <param name="files">The container's files.</param>
    public static HttpReply Reply(ServedPort port, HttpQuestion question, ServerIdentity who, TimeSpan sinceStart, ContainerFiles files) =>
        Answer(port, question, who, sinceStart, files) with { Headers = [("X-Answered-By", $"pod {who.Pod}, node {who.Node}, container {who.Container}")] };

    private static HttpReply Answer(ServedPort port, HttpQuestion question, ServerIdentity who, TimeSpan sinceStart, ContainerFiles files)
    {
        foreach (var answer in port.Answers)
            if (answer.Fits(question.Path, sinceStart))
                return Text(answer.Status, Fill(answer.Body, port, question, who, sinceStart), answer.ContentType);
        if (port.Files.Length > 0)
            return File(port, question, files, Welcome(Fill(Greeting, port, question, who, sinceStart)));
        return port.Answers.IsEmpty ? Text(200, Fill(Greeting, port, question, who, sinceStart), Plain) : Text(404, "404 page not found\n", Plain);
    }

    /// <summary>The line that the program logs; null for none.</summary>
    public static string? LogLine(ServedPort port, HttpQuestion question, HttpReply reply, ServerIdentity who, TimeSpan sinceStart) => port.Log.Length == 0
        ? null
        : Fill(port.Log.Replace("{status}", reply.Status.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal), port, question, who, sinceStart);

    private static HttpReply File(ServedPort port, HttpQuestion question, ContainerFiles files, HttpReply welcome)
    {
        // What climbs out ends at the top, as Absolute has it.
        var path = ContainerFiles.Absolute("/", port.Files + ContainerFiles.Absolute("/", question.Path));
        if (files.IsDirectory(path))
        {
            if (files.Find(path + "/index.html") is not { IsDirectory: false })
                return path == port.Files && files.List(path).Count == 0 ? welcome : Error(403, "Forbidden");
            path += "/index.html";
        }
        else if (question.Path is "/" or "/index.html" && files.Find(port.Files) is null)
        {
            return welcome;
        }
        var (bytes, fault) = files.Read(path);
        return fault == FileFault.None ? new(200, MediaType(path), bytes) : Error(404, "Not Found");
    }

    // The page of an image whose directory nobody has touched.
    private static HttpReply Welcome(string greeting) => Text(
        200, $"<!DOCTYPE html>\n<html>\n<head>\n<title>Welcome to nginx!</title>\n</head>\n<body>\n<h1>Welcome to nginx!</h1>\n<p>{greeting.TrimEnd()}</p>\n</body>\n</html>\n", "text/html");

    private static HttpReply Error(int status, string words)
    {
        var title = string.Create(CultureInfo.InvariantCulture, $"{status} {words}");
        return Text(status, $"<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n", "text/html");
    }

    private static string MediaType(string path) => Path.GetExtension(path) switch
    {
        ".html" or ".htm" => "text/html", ".json" => "application/json", ".css" => "text/css", ".js" => "application/javascript", ".txt" => "text/plain",
        _ => "application/octet-stream",
    };

    private static HttpReply Text(int status, string body, string contentType) => new(status, contentType, Encoding.UTF8.GetBytes(body));

    private static string Fill(string text, ServedPort port, HttpQuestion question, ServerIdentity who, TimeSpan sinceStart) => !text.Contains('{', StringComparison.Ordinal)
        ? text
        : Placeholder().Replace(text, match => match.Groups["name"].Value switch
        {
            "pod" => who.Pod, "namespace" => who.Namespace, "node" => who.Node, "container" => who.Container, "address" => who.Address, "hostname" => who.Hostname, "tag" => who.Tag,
            "port" => port.Number.ToString(CultureInfo.InvariantCulture), "method" => question.Method, "path" => question.Path, "query" => question.Query,
            "client" => question.Client,
            "seconds" => sinceStart.TotalSeconds.ToString("0.######", CultureInfo.InvariantCulture),
            var name when name.StartsWith("query.", StringComparison.Ordinal) => question.Value(name["query.".Length..]),
            _ => match.Value,
        });

    [GeneratedRegex(@"\{(?<name>[a-z]+(?:\.[A-Za-z0-9_-]+)?)\}")]
    private static partial Regex Placeholder();
}
