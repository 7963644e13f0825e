using System.Collections.Concurrent;
using System.Formats.Tar;
using System.Globalization;
using System.Text;
using ActorKube.Model.Refusals;
using ActorKube.Protocol.Containers;
using Akka.Actor;

namespace ActorKube.Palettes.Tests.Hosts;

/// <summary>
/// The node's end of a session. Commands: <c>say TEXT</c>, <c>complain TEXT</c>, <c>exit N</c>, <c>cat</c>, <c>much N</c> (N numbers), <c>tar</c> by the files
/// in <see cref="Files"/>, <c>describe</c> (container and streams); everything else isn't found. An attachment and a port echo. A log has three lines, one more
/// if it is followed, and none of an earlier run.
/// </summary>
internal sealed class PlayedSession : ReceiveActor
{
    private const int Window = 1000;

    private readonly IActorRef _client;
    private readonly OutgoingStream _stdout;
    private readonly OutgoingStream _stderr;
    private readonly IncomingStream _stdin = new(SessionStream.Stdin, Window);
    private readonly MemoryStream _archive = new();
    private readonly Queue<byte> _unsent = [];
    private bool _echoes;
    private bool _unpacks;
    private int? _exitCode;

    public PlayedSession(OpenSession open, IActorRef client)
    {
        _client = Context.Watch(client);
        (_stdout, _stderr) = (new(SessionStream.Stdout, open.Window), new(SessionStream.Stderr, open.Window));
        Receive<SessionData>(OnData);
        Receive<SessionDataEnded>(_ => OnInputEnded());
        Receive<SessionCredit>(OnCredit);
        Receive<SessionPosition>(_ => { });
        Receive<ResizeTerminal>(_ => { });
        Receive<Terminated>(_ => Context.Stop(Self));
        if (open is OpenPort { Port: 81 } closed)
            Refuse(new Refusal(RefusalReason.InternalError, $"failed to connect to localhost:{closed.Port}: connection refused"));
        else if (open is OpenLog log && Play(log) is { } unread)
            Refuse(unread);
        else if (open is OpenExec exec && Play(exec) is { } refusal)
            Refuse(refusal);
        else
            Accept(open);
    }

    /// <summary>What the container has: paths of its archive, with their content; null for a symbolic link to <c>/etc/passwd</c>.</summary>
    public static ConcurrentDictionary<string, string?> Files { get; } = [];

    private List<Action> Afterwards { get; } = [];

    private void Accept(OpenSession open)
    {
        _client.Tell(new SessionOpened(Window));
        _echoes |= open is OpenPort or OpenAttach;
        Afterwards.ForEach(action => action());
        Send();
    }

    private void Refuse(Refusal refusal)
    {
        _client.Tell(new SessionRefused(refusal));
        Context.Stop(Self);
    }

    private Refusal? Play(OpenExec exec)
    {
        switch (exec.Command.ToArray())
        {
            case ["say", var text]: Say(text); _exitCode = 0; break;
            case ["complain", var text]: Afterwards.Add(() => _client.Tell(_stderr.Send(Encoding.UTF8.GetBytes(text)))); _exitCode = 0; break;
            case ["exit", var code]: _exitCode = int.Parse(code, CultureInfo.InvariantCulture); break;
            case ["much", var count]: Say(string.Concat(Enumerable.Range(0, int.Parse(count, CultureInfo.InvariantCulture)).Select(number => $"{number}\n"))); _exitCode = 0; break;
            case ["describe", .. var rest]: Say($"{exec.Container} {exec.Streams} {string.Join('|', rest)}"); _exitCode = 0; break;
            case ["cat"]: _echoes = true; break;
            case ["test", "-d", var folder]: _exitCode = folder == "/tmp" ? 0 : 1; break;
            case ["tar", ..] when exec.Container == "bare": return new Refusal(RefusalReason.InternalError, "exec: \"tar\": executable file not found in $PATH");
            case ["tar", "--help"]: _exitCode = 0; break;
            case ["tar", "-cf", ..]: Pack(); _exitCode = 0; break;
            case ["tar", "-xmf", "-", "-C", var target]: _unpacks = true; Say(""); Target = target; break;
            case [var unknown, ..]: return new Refusal(RefusalReason.InternalError, $"exec: \"{unknown}\": executable file not found in $PATH");
        }
        return null;
    }

    private Refusal? Play(OpenLog log)
    {
        var options = log.Options;
        if (options.Previous)
            return new(RefusalReason.BadRequest, $"previous terminated container \"{log.Container}\" in pod \"{log.Pod.Name}\" not found");
        var lines = new[] { "one", "two", $"three of {log.Container}" }.TakeLast((int)(options.TailLines ?? 3)).Concat(options.Follow ? ["four"] : []);
        if (options.SinceSeconds is not null || options.SinceTime is not null || options.LimitBytes is not null || options.Timestamps)
            lines = [$"{options.SinceSeconds}|{options.SinceTime:O}|{options.LimitBytes}|{options.Timestamps}"];
        Say(string.Join('\n', lines));
        _exitCode = 0;
        return null;
    }

    private string Target { get; set; } = "";

    private void Say(string text)
    {
        foreach (var one in Encoding.UTF8.GetBytes(text))
            _unsent.Enqueue(one);
    }

    private void Pack()
    {
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, leaveOpen: true))
            foreach (var (name, content) in Files.OrderBy(file => file.Key, StringComparer.Ordinal))
                writer.WriteEntry(content is null
                    ? new PaxTarEntry(TarEntryType.SymbolicLink, name) { LinkName = "/etc/passwd" }
                    : new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) });
        foreach (var one in archive.ToArray())
            _unsent.Enqueue(one);
    }

    private void Unpack()
    {
        _archive.Position = 0;
        using var reader = new TarReader(_archive);
        while (reader.GetNextEntry() is { } entry)
        {
            using var content = new StreamReader(entry.DataStream ?? Stream.Null);
            if (entry.EntryType == TarEntryType.RegularFile)
                Files[$"{Target.TrimEnd('/')}/{entry.Name}"] = content.ReadToEnd();
        }
    }

    private void OnData(SessionData data)
    {
        Assert.True(_stdin.Take(data));
        if (_unpacks)
            _archive.Write(data.Bytes.Span);
        else if (_echoes)
            foreach (var one in data.Bytes.Span)
                _unsent.Enqueue(one);
        if (_stdin.Consume(data.Bytes.Length) is { } credit)
            _client.Tell(credit);
        Send();
    }

    private void OnInputEnded()
    {
        if (_unpacks)
            Unpack();
        if (_unpacks || _echoes)
            _exitCode = 0;
        Send();
    }

    private void OnCredit(SessionCredit credit)
    {
        if (credit.Stream == SessionStream.Stdout)
            _stdout.Grant(credit.Limit);
        Send();
    }

    private void Send()
    {
        while (_stdout.Room > 0 && _unsent.Count > 0)
            _client.Tell(_stdout.Send(Enumerable.Range(0, Math.Min(_stdout.Room, _unsent.Count)).Select(_ => _unsent.Dequeue()).ToArray()));
        if (_unsent.Count > 0 || _exitCode is not { } code)
            return;
        _client.Tell(new SessionEnded(code, null, _stdout.Offset, _stderr.Offset));
        Context.Stop(Self);
    }
}
