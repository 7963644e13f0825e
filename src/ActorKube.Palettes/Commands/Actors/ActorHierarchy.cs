using ActorKube.Palettes.Definitions;
using ActorKube.Palettes.Processes;
using ActorKube.Palettes.Sessions;
using ActorKube.Protocol.Processes;

namespace ActorKube.Palettes.Commands.Actors;

/// <summary><c>actor hierarchy [PATH]</c>: the real tree of actors, indented.</summary>
internal sealed class ActorHierarchy(CommandContext context) : CommandSession(context)
{
    public static PaletteCommand Definition { get; } = PaletteCommand.RunBy<ActorHierarchy>("hierarchy", "the tree of actors with their classes")
        .WithArgument("PATH", "where the tree begins; by default /user", required: false)
        .WithOption(Option.Process)
        .WithOption(Option.Number("--depth", "-d", "levels below the first", "8"))
        .WithOption(Option.Number("--limit", "-l", "at most so many actors", "500"));

    protected override void Run()
    {
        var (depth, limit) = (Input.Number("--depth") ?? 0, Input.Number("--limit") ?? 0);
        if (depth is < 0 or > 100)
            Misused($"--depth takes 0 to 100, not {depth}");
        else if (limit < 1 || limit > Services.Settings.ActorsPerAnswer)
            Misused($"--limit takes 1 to {Services.Settings.ActorsPerAnswer}, not {limit}");
        else
            MemberNamed(Input.Text("--process"), member => AskProcess(member, (int)depth, (int)limit));
    }

    private void AskProcess(ClusterMember member, int depth, int limit)
    {
        var path = "/" + (Input.Argument(0) is { Length: > 0 } given ? given : "/user").Trim('/');
        Ask<ActorsDescribed>(
            Context.ActorSelection(ProcessPath.Of(member)), id => new DescribeActors(id, path, depth, limit),
            answer => Show(member, path, answer), Services.Settings.ProcessTimeout, ProcessPath.Silence(member));
    }

    private void Show(ClusterMember member, string path, ActorsDescribed answer)
    {
        if (answer.Actors.IsEmpty)
        {
            Fail($"process {member.Name} has no actor at {path}");
            return;
        }
        Table("ACTOR", "CLASS", "CHILDREN");
        var levelOfFirst = LevelOf(answer.Actors[0].Path);
        foreach (var actor in answer.Actors)
        {
            var level = LevelOf(actor.Path) - levelOfFirst;
            var name = level == 0 ? actor.Path : actor.Path[(actor.Path.LastIndexOf('/') + 1)..];
            Row(new string(' ', level * 2) + name, Cell.OrNone(actor.Type), Cell.Number(actor.Children));
        }
        if (answer.More)
            Warn($"there are more than {answer.Actors.Length} actors: raise --limit, or begin further down");
        Done();
    }

    private static int LevelOf(string path) => path.TrimEnd('/').Count(letter => letter == '/');
}
