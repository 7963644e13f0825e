using Xunit;

namespace ActorKube.House.Tests;

/// <summary>Calls that make a decision depend on the moment, block a thread, or wait inside an actor. Read from the built code, so comments don't count.</summary>
public sealed class BannedCallsTests
{
    private const string CompositionRoot = "actorkube.dll";

    private static readonly (string Member, string Instead)[] BannedEverywhere =
    [
        ("System.DateTime.get_UtcNow", "take a time as an argument, or a TimeProvider"),
        ("System.DateTime.get_Now", "take a time as an argument, or a TimeProvider"),
        ("System.DateTimeOffset.get_UtcNow", "take a time as an argument, or a TimeProvider"),
        ("System.DateTimeOffset.get_Now", "take a time as an argument, or a TimeProvider"),
        ("System.Random.get_Shared", "take a seed or a generator as an argument"),
        ("System.Threading.Thread.Sleep", "await an event or a timer"),
        ("System.Threading.Tasks.Task.Wait", "await the task"),
    ];

    private static readonly (string Member, string Instead)[] BannedOutsideTheCompositionRoot =
    [
        ("System.Guid.NewGuid", "take a Func<string> that the composition root passes"),
    ];

    /// <summary>Assemblies whose code runs in actors only.</summary>
    private static readonly string[] Actors = ["ActorKube.Store.dll", "ActorKube.ControlPlane.dll", "ActorKube.Node.dll"];

    public static TheoryData<string> OwnAssemblies => [.. Assemblies.Own];

    [Theory, MemberData(nameof(OwnAssemblies))]
    public void No_assembly_calls_what_is_banned(string assembly)
    {
        var called = Assemblies.CalledMembers(assembly);
        var banned = assembly == CompositionRoot ? BannedEverywhere : [.. BannedEverywhere, .. BannedOutsideTheCompositionRoot];
        foreach (var (member, instead) in banned)
            Assert.True(!called.Contains(member), $"{assembly} calls {member}: {instead}.");
    }

    [Fact]
    public void No_actor_asks()
    {
        foreach (var assembly in Actors)
            Assert.True(
                !Assemblies.CalledMembers(assembly).Any(member => member.StartsWith("Akka.Actor.Futures.Ask", StringComparison.Ordinal)),
                $"{assembly} calls Ask: tell, and handle the answer as a message, so that the actor stays responsive.");
    }
}
