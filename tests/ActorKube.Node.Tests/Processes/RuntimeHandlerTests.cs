using ActorKube.Protocol.Storage;
using ActorKube.TestKit.Objects;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Node.Tests.Processes;

/// <summary>The handler of a pod's runtime class chooses its runtime, whatever the class is called.</summary>
[Collection("processes")]
public sealed class RuntimeHandlerTests() : ProcessStory("session")
{
    [SkippableFact]
    public void A_class_of_any_name_leads_to_the_runtime_that_it_handles()
    {
        OnLinux();
        var real = Of("real", "exit 0").Build();
        var played = Bound(Of("process", "sleep 1", "played"), 2).Build();

        Join(1, [real, played], ARuntimeClass("real", "process").Stored(5).Build(), ARuntimeClass("process", "simulated").Stored(6).Build());

        Assert.Equal(0, (int)Terminated(real)["exitCode"]!);
        Terminated(played);
        Assert.Empty(Messages(real, "Pulled"));
        Assert.NotEmpty(Messages(played, "Pulled"));
    }

    [SkippableFact]
    public void A_pod_whose_class_is_gone_waits_for_it()
    {
        OnLinux();
        var pod = Of("real", "exit 3").Build();
        Join(1, [pod], []);
        Assert.Equal("Failed to create pod sandbox: runtimeclass.node.k8s.io \"real\" not found", Event(pod, "FailedCreatePodSandBox"));

        Offer(new WatchEvent(WatchEventType.Added, ARuntimeClass("real", "process").Stored(7).Build()));

        Assert.Equal(3, (int)Terminated(pod)["exitCode"]!);
    }

    [SkippableFact]
    public void A_handler_that_the_node_does_not_have_is_said_with_those_that_it_has()
    {
        var pod = Of("safe", "true").Build();
        Join(1, [pod], ARuntimeClass("safe", "gvisor").Stored(7).Build());

        Assert.Equal(
            "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox runtime: no runtime for \"gvisor\" is configured: "
            + "the runtimes here are simulated and process, each by the runtime classes of that handler", Event(pod, "FailedCreatePodSandBox"));
    }

    private static PodBuilder Of(string runtimeClass, string script, string name = "web") => Shell(script, name: name).With("spec.runtimeClassName", runtimeClass);
}
