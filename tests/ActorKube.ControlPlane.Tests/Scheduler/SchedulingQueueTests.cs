using ActorKube.ControlPlane.Scheduler;
using ActorKube.Model.Objects;
using ActorKube.TestKit;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.ControlPlane.Tests.Scheduler;

/// <summary>Who is next, and who has to wait how long.</summary>
public sealed class SchedulingQueueTests
{
    private readonly SchedulingQueue _queue = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));

    [Fact]
    public void Higher_priority_goes_first_and_then_the_older_pod()
    {
        foreach (var pod in new[] { APod("young").Stored(1, At.Second(9)), APod("old").Stored(2, At.Second(1)), APod("vip").Stored(3, At.Second(20)).Priority(5) })
            _queue.Set(pod.Build(), activate: true);

        Assert.Equal(["vip", "old", "young"], TakeAll());
    }

    [Fact]
    public void Back_off_doubles_from_one_second_to_ten()
    {
        var pod = Add("web");
        var now = At.Start;
        foreach (var seconds in new[] { 1, 2, 4, 8, 10, 10 })
        {
            Assert.Equal(["web"], TakeAll());
            _queue.Park(pod.Key, now);
            _queue.Wake(now);
            Assert.Equal(now.AddSeconds(seconds), _queue.ActivateDue(now.AddSeconds(seconds - 0.1)));
            Assert.Empty(TakeAll());
            now = now.AddSeconds(seconds);
            Assert.Null(_queue.ActivateDue(now));
        }
    }

    [Fact]
    public void A_pod_that_nothing_can_have_helped_stays_parked()
    {
        _queue.Park(Add("web").Key, At.Start);
        Assert.Null(_queue.ActivateDue(At.Minute(60)));
        Assert.Empty(TakeAll());
    }

    [Fact]
    public void A_pod_is_in_one_place_at_a_time()
    {
        var pod = Add("web");
        _queue.Park(pod.Key, At.Start);
        _queue.Wake(At.Second(2));
        _queue.Set(pod, activate: true);
        Assert.Equal(["web"], TakeAll());
        _queue.Set(pod, activate: true);
        _queue.Remove(pod.Key);
        Assert.Empty(TakeAll());
    }

    private ApiObject Add(string name)
    {
        var pod = APod(name).Stored().Build();
        _queue.Set(pod, activate: true);
        return pod;
    }

    private List<string> TakeAll()
    {
        var taken = new List<string>();
        while (_queue.TryTake(out var pod))
            taken.Add(pod.Key.Name);
        return taken;
    }
}
