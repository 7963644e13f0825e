using System.Collections.Immutable;
using System.Text;
using ActorKube.Model.Refusals;
using ActorKube.Node.Network;
using ActorKube.Node.Processes;
using ActorKube.Node.Sessions;
using ActorKube.Protocol.Containers;
using ActorKube.Rules.Containers;
using ActorKube.Rules.Containers.Commands;
using ActorKube.Rules.Containers.Files;
using ActorKube.Rules.Containers.Processes;
using ActorKube.Rules.Containers.Serving;
using ActorKube.Rules.Containers.Usage;
using ActorKube.Rules.Pods;

namespace ActorKube.Node.Containers;

/// <summary>Runs what <see cref="ContainerBehaviour"/> decided on.</summary>
/// <param name="program">What it decided.</param>
/// <param name="container">What its processes share.</param>
/// <param name="isTerminal">True if the container has a terminal.</param>
/// <param name="who">Who answers at its ports.</param>
/// <param name="network">The pod's network.</param>
internal sealed class SimulatedContainerProgram(
    SimulatedProgram program, SimulatedContainer container, bool isTerminal, ServerIdentity who, PodNetwork network) : IContainerProgram
{
    private IProcessHost _host = null!;
    private SimulatedProcess? _process;
    private ProcessDriver _driver = null!;
    private RequestRate? _requests;

    public bool IsSimulated => true;

    public void Start(IProcessHost host)
    {
        (_host, _process) = (host, program.Start(container, isTerminal));
        _driver = new(_process, isTerminal, network, host);
        _driver.Proceed();
    }

    public void Proceed() => _driver.Proceed();

    public void Signal(ProcessSignal signal) => _driver.Signal(signal);

    public void Kill() => _host.Exit(SimulatedProgram.Killed);

    /// <summary>No simulated program looks at the size of its terminal.</summary>
    public void Resize(int columns, int rows)
    {
    }

    public void Close() => _process?.Abandon();

    public IContainerSession Exec(ImmutableArray<string> command, StandardStreams streams)
    {
        if (CommandTable.Start(command, container, streams.Tty) is { } process)
            return new ProcessSession(process, network, streams.Tty, streams.Stdin);
        return new FailedSession(new(
            RefusalReason.InternalError, $"Internal error occurred: error executing command in container: failed to exec in container: {CommandTable.Missing(command)}"));
    }

    public IContainerSession? Connect(int port, Refusal refused, string client = "127.0.0.1") => container.Listening(port) switch
    {
        null => null,
        { Port.Protocol: PortProtocol.Http } => new ProcessSession(HttpConnection.Serve(container, question => Reply(port, question with { Client = client })), network, isTerminal: false, takesInput: true),
        _ => new ProcessSession(HttpConnection.Swallow(container), network, isTerminal: false, takesInput: true),
    };

    public ActionOutcome? Answer(ContainerAction action, bool anyStatus) => action switch
    {
        ContainerAction.HttpGet get when container.Listening(get.Port) is { Port.Protocol: PortProtocol.Http } =>
            ActionWords.HttpStatus(Reply(get.Port, HttpQuestion.Of("GET", get.Path) with { Client = who.Address }).Status, anyStatus),
        ContainerAction.HttpGet get when container.Listening(get.Port) is not null => ActionOutcome.Failure($"Get \"{ActionWords.Url(get, who.Address)}\": EOF"),
        ContainerAction.TcpSocket tcp when container.Listening(tcp.Port) is not null => ActionOutcome.Success,
        ContainerAction.Grpc grpc when container.Listening(grpc.Port) is { } listening => listening.Port.Protocol == PortProtocol.Grpc ? ActionWords.Health("SERVING") : ActionWords.NoHealth(),
        _ => null,
    };

    public IEnumerable<int> Ports => container.Servers.SelectMany(server => server.Ports).Select(port => port.Number);

    public bool Listens(int port) => container.Listening(port) is not null;

    public HttpReply? Respond(int port, HttpQuestion question) => container.Listening(port) is { Port.Protocol: PortProtocol.Http } ? Reply(port, question) : null;

    public ContainerUsage Usage(DateTimeOffset now)
    {
        var rate = Volatile.Read(ref _requests)?.At(now) ?? 0;
        return new(container.Servers.Sum(server => server.Cpu.At(now - server.StartedAt, rate)), (long)container.Servers.Sum(server => server.Memory.At(now - server.StartedAt, rate)));
    }

    public string LastWords(string path, int most)
    {
        var (bytes, fault) = container.Files.Read(path);
        return fault == FileFault.None ? Encoding.UTF8.GetString(bytes.Span[Math.Max(0, bytes.Length - most)..]) : "";
    }

    /// <summary>An answer, with the line that the program logs about it.</summary>
    private HttpReply Reply(int number, HttpQuestion question)
    {
        if (container.Listening(number) is not var (port, since))
            return new(503, "text/plain", default);
        var now = _host.Now;
        LazyInitializer.EnsureInitialized(ref _requests).Count(now);
        var age = now - since;
        var reply = PortServer.Reply(port, question, who, age, container.Files);
        if (PortServer.LogLine(port, question, reply, who, age) is { } line)
            _host.Write(SessionStream.Stdout, Encoding.UTF8.GetBytes(line + "\n"));
        return reply;
    }
}
