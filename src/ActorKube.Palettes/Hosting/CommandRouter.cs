using ActorKube.Palettes.Definitions;
using ActorKube.Palettes.Processes;
using ActorKube.Palettes.Sessions;
using Akka.Actor;

namespace ActorKube.Palettes.Hosting;

/// <summary><c>/user/pbm</c>: parent of one command handler a palette; hands each command to its palette's handler.</summary>
internal sealed class CommandRouter : ReceiveActor
{
    private readonly Dictionary<string, IActorRef> _handlers = [];

    public CommandRouter(SessionServices services)
    {
        var withDirectory = services with { Directory = Context.ActorOf(Props.Create<ProcessDirectory>(services.Settings), "process-directory") };
        foreach (var palette in PaletteRegistry.All)
            _handlers[palette.Name] = Context.ActorOf(Props.Create<CommandHandler>(palette, withDirectory), palette.Name);
        Receive<RunCommand>(OnRunCommand);
    }

    private void OnRunCommand(RunCommand run)
    {
        if (_handlers.TryGetValue(run.Request.Palette, out var handler))
            handler.Forward(run);
        else
            run.Output.Finish(2, $"no palette is named \"{run.Request.Palette}\"; there are: {string.Join(", ", _handlers.Keys)}");
    }
}
