using ActorKube.Rules.Images;
using Xunit;

namespace ActorKube.Rules.Tests.Images;

/// <summary>What users see of a pull.</summary>
public sealed class PullOutcomeTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(300);

    [Theory]
    [InlineData("Always", false, false, null)]
    [InlineData("Always", true, false, null)]
    [InlineData("Always", true, true, "HeldBack")]
    [InlineData("IfNotPresent", false, false, null)]
    [InlineData("IfNotPresent", false, true, "HeldBack")]
    [InlineData("IfNotPresent", true, true, "Present")]
    [InlineData("Never", false, true, "Absent")]
    [InlineData("Never", true, false, "Present")]
    public void The_policy_decides_whether_an_image_is_pulled(string policy, bool isPresent, bool isHeldBack, string? answer) =>
        Assert.Equal(answer, PullAnswer.AtOnce(policy, isPresent, isHeldBack)?.GetType().Name);

    [Theory]
    [InlineData(0, 0, "0s (0s including waiting)")]
    [InlineData(350, 350, "350ms (350ms including waiting)")]
    [InlineData(1234, 61500, "1.234s (1m1.5s including waiting)")]
    [InlineData(60000, 3661000, "1m0s (1h1m1s including waiting)")]
    public void A_pull_says_its_times_and_the_size_of_the_image(int took, int withWaiting, string times)
    {
        var outcome = Of(new PullAnswer.Pulled(TimeSpan.FromMilliseconds(took), TimeSpan.FromMilliseconds(withWaiting), 42));
        Assert.Equal([$"Normal Pulled Successfully pulled image \"app\" in {times}. Image size: 42 bytes."], Said(outcome));
        Assert.Null(outcome.Failure);
    }

    [Fact]
    public void An_image_that_is_there_is_said_to_be() =>
        Assert.Equal(["Normal Pulled Container image \"app\" already present on machine"], Said(Of(new PullAnswer.Present())));

    [Fact]
    public void An_image_that_must_not_be_pulled_is_looked_for_again()
    {
        var outcome = Of(new PullAnswer.Absent());
        Assert.Equal(
            ["Warning ErrImageNeverPull Container image \"app\" is not present with pull policy of Never", "Warning Failed Error: ErrImageNeverPull"], Said(outcome));
        Assert.Equal(new("ErrImageNeverPull", "Container image \"app\" is not present with pull policy of Never", Now.AddSeconds(10)), outcome.Failure);
    }

    [Fact]
    public void A_name_that_does_not_parse_is_never_tried_again()
    {
        var outcome = PullOutcome.InvalidName("<none>");
        Assert.Equal(
            ["Warning InspectFailed Failed to apply default image tag \"<none>\": couldn't parse image name \"<none>\": invalid reference format", "Warning Failed Error: InvalidImageName"],
            Said(outcome));
        Assert.Equal(("InvalidImageName", null), (outcome.Failure!.Reason, outcome.Failure.TryAgain));
    }

    [Fact]
    public void A_failure_and_its_back_off_show_in_turns_and_the_waits_double()
    {
        var (now, told, backoff) = (Now, new List<string>(), (PullBackoff?)null);
        for (var turn = 0; turn < 14; turn++)
        {
            PullAnswer answer = backoff is not null && now < backoff.Until ? new PullAnswer.HeldBack() : new PullAnswer.Failed("no");
            var outcome = PullOutcome.Of(answer, "app", backoff, now, First, Longest);
            told.Add($"{(now - Now).TotalSeconds} {outcome.Failure!.Reason}");
            (now, backoff) = (outcome.Failure.TryAgain!.Value, outcome.Backoff);
        }
        Assert.Equal(
            [
                "0 ErrImagePull", "1 ImagePullBackOff", "10 ErrImagePull", "20 ImagePullBackOff", "30 ErrImagePull", "40 ImagePullBackOff", "70 ErrImagePull",
                "80 ImagePullBackOff", "150 ErrImagePull", "160 ImagePullBackOff", "310 ErrImagePull", "320 ImagePullBackOff", "610 ErrImagePull", "620 ImagePullBackOff",
            ],
            told);
    }

    [Fact]
    public void A_failure_says_why_and_its_back_off_repeats_it()
    {
        var failed = Of(new PullAnswer.Failed("the registry is shut"));
        Assert.Equal(["Warning Failed Failed to pull image \"app\": the registry is shut", "Warning Failed Error: ErrImagePull"], Said(failed));
        Assert.Equal("the registry is shut", failed.Failure!.Message);

        var waiting = PullOutcome.Of(new PullAnswer.HeldBack(), "app", failed.Backoff, Now.AddSeconds(1), First, Longest);
        Assert.Equal(["Normal BackOff Back-off pulling image \"app\"", "Warning Failed Error: ImagePullBackOff"], Said(waiting));
        Assert.Equal(new("ImagePullBackOff", "Back-off pulling image \"app\": ErrImagePull: the registry is shut", Now.AddSeconds(10)), waiting.Failure);
    }

    [Fact]
    public void A_failure_of_long_ago_is_forgotten()
    {
        var old = PullBackoff.After(null, "no", Now, First, Longest);
        Assert.Equal(First * 2, PullBackoff.After(old, "no", Now + (Longest * 2), First, Longest).Wait);
        Assert.Equal(First, PullBackoff.After(old, "no", Now + (Longest * 2) + TimeSpan.FromTicks(1), First, Longest).Wait);
    }

    private static PullOutcome Of(PullAnswer answer) => PullOutcome.Of(answer, "app", null, Now, First, Longest);

    private static string[] Said(PullOutcome outcome) => [.. outcome.Notices.Select(notice => $"{(notice.IsWarning ? "Warning" : "Normal")} {notice.Reason} {notice.Message}")];
}
