using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ActorKube.Model.Refusals;
using ActorKube.Node.Processes;
using ActorKube.Node.Sessions;
using ActorKube.Protocol.Containers;
using ActorKube.Rules.Containers;
using ActorKube.Rules.Containers.Commands;
using ActorKube.Rules.Containers.Files;
using ActorKube.Rules.Containers.Processes;
using ActorKube.Rules.Pods;
using k8s.Models;

namespace ActorKube.Node.Containers;

/// <summary>Runs what <see cref="ContainerBehaviour"/> decided on.</summary>
/// <param name="program">What it decided.</param>
/// <param name="model">The container as its pod's manifest has it.</param>
/// <param name="container">What its processes share.</param>
/// <param name="place">Pod and node, for what its ports say.</param>
internal sealed class SimulatedContainerProgram(SimulatedProgram program, V1Container model, SimulatedContainer container, string place) : IContainerProgram
{
    private const int Ok = 200;

    private IProcessHost _host = null!;
    private ProcessDriver _driver = null!;

    public void Start(IProcessHost host)
    {
        var isTerminal = model.Tty == true;
        (_host, _driver) = (host, new ProcessDriver(program.Start(container, isTerminal), isTerminal, host));
        _driver.Proceed();
    }

    public void Proceed() => _driver.Proceed();

    public void Signal(ProcessSignal signal)
    {
        if (program.HeedsTerminate && signal == ProcessSignal.Terminate)
            _host.Exit(SimulatedProgram.TerminatedInOrder);
        else
            _driver.Signal(signal);
    }

    public void Kill() => _host.Exit(SimulatedProgram.Killed);

    public IContainerSession Exec(ImmutableArray<string> command, StandardStreams streams)
    {
        if (CommandTable.Start(command, container, streams.Tty) is { } process)
            return new ProcessSession(process, streams.Tty, streams.Stdin);
        return new FailedSession(new(
            RefusalReason.InternalError, $"Internal error occurred: error executing command in container: failed to exec in container: {CommandTable.Missing(command)}"));
    }

    public IContainerSession? Connect(int port)
    {
        if (!Listens(port))
            return null;
        var text = string.Create(CultureInfo.InvariantCulture, $"{place}, container {model.Name}, port {port}\n");
        return new ProcessSession(HttpGreeting.Serve(container, text), isTerminal: false, takesInput: true);
    }

    public bool IsSimulated => true;

    public ActionOutcome? Answer(ContainerAction action, bool anyStatus) => action switch
    {
        ContainerAction.HttpGet get when Listens(get.Port) => ActionWords.HttpStatus(Ok, anyStatus),
        ContainerAction.TcpSocket tcp when Listens(tcp.Port) => ActionOutcome.Success,
        ContainerAction.Grpc grpc when Listens(grpc.Port) => ActionOutcome.Success,
        _ => null,
    };

    public string LastWords(string path, int most)
    {
        var (bytes, fault) = container.Files.Read(path);
        return fault == FileFault.None ? Encoding.UTF8.GetString(bytes.Span[Math.Max(0, bytes.Length - most)..]) : "";
    }

    private bool Listens(int port) => (model.Ports ?? []).Any(declared => declared.ContainerPort == port && declared.Protocol is null or "TCP");
}
