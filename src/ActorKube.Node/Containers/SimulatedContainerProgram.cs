using System.Collections.Immutable;
using System.Globalization;
using ActorKube.Model.Refusals;
using ActorKube.Node.Processes;
using ActorKube.Node.Sessions;
using ActorKube.Protocol.Containers;
using ActorKube.Rules.Containers;
using ActorKube.Rules.Containers.Commands;
using ActorKube.Rules.Containers.Processes;
using k8s.Models;

namespace ActorKube.Node.Containers;

/// <summary>Runs what <see cref="ContainerBehaviour"/> decided on.</summary>
/// <param name="program">What it decided.</param>
/// <param name="model">The container as its pod's manifest has it.</param>
/// <param name="container">What its processes share.</param>
/// <param name="place">Pod and node, for what its ports say.</param>
internal sealed class SimulatedContainerProgram(SimulatedProgram program, V1Container model, SimulatedContainer container, string place) : IContainerProgram
{
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
        if ((model.Ports ?? []).All(declared => declared.ContainerPort != port || declared.Protocol is not (null or "TCP")))
            return null;
        var text = string.Create(CultureInfo.InvariantCulture, $"{place}, container {model.Name}, port {port}\n");
        return new ProcessSession(HttpGreeting.Serve(container, text), isTerminal: false, takesInput: true);
    }
}
