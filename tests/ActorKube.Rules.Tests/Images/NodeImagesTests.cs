using ActorKube.Rules.Images;
using CsCheck;
using Xunit;

namespace ActorKube.Rules.Tests.Images;

/// <summary>In which order a node gets its images, and how long that takes.</summary>
public sealed class NodeImagesTests
{
    private const long Mebibyte = 1024 * 1024;
    private static readonly PullLimits OneByOne = new(1, Mebibyte);
    private static readonly PullLimits AllAtOnce = new(int.MaxValue, Mebibyte);
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    [Fact]
    public void Pulls_wait_for_each_other_unless_they_may_run_at_the_same_time()
    {
        Assert.Equal(["a:1 4s (4s)", "b:1 6s (10s)", "c:1 1s (11s)"], Pulled(OneByOne, ("a:1", Image(4)), ("b:1", Image(6)), ("c:1", Image(1))));
        Assert.Equal(["c:1 1s (1s)", "a:1 4s (4s)", "b:1 6s (6s)"], Pulled(AllAtOnce, ("a:1", Image(4)), ("b:1", Image(6)), ("c:1", Image(1))));
        Assert.Equal(["a:1 4s (4s)", "c:1 1s (5s)", "b:1 6s (6s)"], Pulled(new(2, Mebibyte), ("a:1", Image(4)), ("b:1", Image(6)), ("c:1", Image(1))));
    }

    [Fact]
    public void A_layer_that_is_there_or_on_its_way_is_not_pulled_again()
    {
        var debian = new ImageLayer("debian", 10 * Mebibyte);

        Assert.Equal(["a:1 12s (12s)", "b:1 3s (15s)"], Pulled(OneByOne, ("a:1", Image(2, debian)), ("b:1", Image(3, debian))));
        // The second brings only what is its own, and still can't be whole before the layer that the first brings.
        Assert.Equal(["a:1 12s (12s)", "b:1 12s (12s)"], Pulled(AllAtOnce, ("a:1", Image(2, debian)), ("b:1", Image(3, debian))));
    }

    [Fact]
    public void An_images_own_layer_is_its_own_even_if_one_entry_describes_several_images() =>
        Assert.Equal(["a:1 4s (4s)", "a:2 4s (8s)", "b:1 4s (12s)", "a:1 0s (12s)"], Pulled(OneByOne, ("a:1", Image(4)), ("a:2", Image(4)), ("b:1", Image(4)), ("a:1", Image(4))));

    [Fact]
    public void A_pull_that_the_registry_refuses_takes_its_turn_and_no_longer()
    {
        var images = NodeImages.None.Asked(Request(1, "a:1", Image(4))).Asked(Request(2, "b:1", Image(4)) with { Fault = "no" });

        var (first, none, due) = images.Until(OneByOne, Start);
        Assert.Empty(none);
        Assert.Equal(Start.AddSeconds(4), due);

        var (second, ended, nothing) = first.Until(OneByOne, Start.AddSeconds(4));
        Assert.Equal(["a:1", "b:1"], ended.Select(pull => pull.Request.Image.ToString()).ToArray());
        Assert.Equal(new PullAnswer.Failed("no"), ended[1].Answer);
        Assert.Null(nothing);
        Assert.True(second.Has(Reference("a:1")));
        Assert.False(second.Has(Reference("b:1")));
    }

    [Fact]
    public void Pulls_that_nobody_wants_any_more_do_not_keep_others_waiting()
    {
        var (images, _, _) = NodeImages.None.Asked(Request(1, "a:1", Image(40))).Asked(Request(2, "b:1", Image(60))).Asked(Request(3, "c:1", Image(1))).Until(OneByOne, Start);

        (images, _, var due) = images.CalledOff(new HashSet<long> { 1, 2 }).Until(OneByOne, Start.AddSeconds(4));
        Assert.Equal(Start.AddSeconds(5), due);
        (images, _, due) = images.Until(OneByOne, Start.AddSeconds(5));

        Assert.Null(due);
        Assert.Equal((false, false, true), (images.Has(Reference("a:1")), images.Has(Reference("b:1")), images.Has(Reference("c:1"))));
        Assert.Equal(Start.AddSeconds(45), images.Asked(Request(4, "a:1", Image(40))).Until(OneByOne, Start.AddSeconds(5)).LookAgain);
    }

    [Fact]
    public void A_layer_that_another_pull_waits_for_comes_even_if_its_own_image_is_not_wanted_any_more()
    {
        var debian = new ImageLayer("debian", 10 * Mebibyte);
        var (images, _, _) = NodeImages.None.Asked(Request(1, "a:1", Image(2, debian))).Asked(Request(2, "b:1", Image(3, debian))).Until(AllAtOnce, Start);

        (images, var ended, _) = images.CalledOff(new HashSet<long> { 1 }).Until(AllAtOnce, Start.AddSeconds(12));

        Assert.Equal(2, ended.Length);
        Assert.True(images.Has(Reference("b:1")));
    }

    [Fact]
    public void An_image_has_one_name_however_it_is_written()
    {
        var (images, _, _) = NodeImages.None.Asked(Request(1, "nginx", Image(0))).Until(OneByOne, Start);
        Assert.True(images.Has(Reference("docker.io/library/nginx:latest")));
        Assert.False(images.Has(Reference("nginx:1.27")));
    }

    [Fact]
    public void A_runtime_that_is_lost_loses_what_was_on_its_way_and_keeps_what_was_there()
    {
        var (whole, _, _) = NodeImages.None.Asked(Request(1, "a:1", Image(1))).Until(OneByOne, Start);
        (whole, _, _) = whole.Until(OneByOne, Start.AddSeconds(1));
        var (half, _, _) = whole.Asked(Request(2, "b:1", Image(10)) with { Since = Start.AddSeconds(1) }).Until(OneByOne, Start.AddSeconds(1));

        var after = half.Interrupted(Start.AddSeconds(5));

        Assert.True(after.Has(Reference("a:1")));
        Assert.Equal(Start.AddSeconds(15), after.Asked(Request(3, "b:1", Image(10))).Until(OneByOne, Start.AddSeconds(5)).LookAgain);
    }

    [Fact]
    public void The_status_of_a_node_shows_the_largest_images_first()
    {
        var images = NodeImages.None;
        for (var number = 1; number <= 60; number++)
            images = images.Asked(Request(number, $"a:{number}", Image(number)));
        (images, _, _) = images.Until(AllAtOnce, Start);
        (images, _, _) = images.Until(AllAtOnce, Start.AddSeconds(60));

        var shown = images.ToStatus();
        Assert.Equal(50, shown.Count);
        Assert.Equal("""{"names":["docker.io/library/a:60"],"sizeBytes":62914560}""", shown[0]!.ToJsonString());
        Assert.Equal("docker.io/library/a:11", (string?)shown[49]!["names"]![0]);
    }

    [Fact]
    public void Every_pull_ends_once_and_no_more_run_than_may() =>
        Gen.Select(Gen.Int[1, 4], Gen.Select(Gen.Int[0, 9], Gen.Int[0, 9]).List[1, 20]).Sample((atOnce, sizes) =>
        {
            var (limits, images, now, ended) = (new PullLimits(atOnce, Mebibyte), NodeImages.None, Start, 0);
            for (var number = 0; number < sizes.Count; number++)
                images = images.Asked(Request(number, $"a:{number}", Image(sizes[number].Item1, new ImageLayer($"shared-{sizes[number].Item2 % 3}", sizes[number].Item2 * Mebibyte))));
            for (DateTimeOffset? due = now; due is { } moment; now = moment)
            {
                (images, var done, due) = images.Until(limits, moment);
                ended += done.Length;
                Assert.True(due is null || due > moment);
            }
            Assert.Equal(sizes.Count, ended);
            Assert.True(now - Start <= TimeSpan.FromSeconds(sizes.Sum(size => size.Item1 + size.Item2)));
        });

    private static string[] Pulled(PullLimits limits, params (string Name, ImageFacts Facts)[] wanted)
    {
        var images = NodeImages.None;
        for (var number = 0; number < wanted.Length; number++)
            images = images.Asked(Request(number, wanted[number].Name, wanted[number].Facts));
        var told = new List<string>();
        for (DateTimeOffset? due = Start; due is { } moment;)
        {
            (images, var ended, due) = images.Until(limits, moment);
            foreach (var (request, answer) in ended)
                told.Add(answer is PullAnswer.Pulled pulled ? $"{request.Image} {pulled.Took.TotalSeconds}s ({pulled.WithWaiting.TotalSeconds}s)" : $"{answer}");
        }
        return [.. told];
    }

    private static PullRequest Request(long id, string name, ImageFacts facts) => new(id, Reference(name), facts, null, Start);

    private static ImageFacts Image(long mebibytes, params ImageLayer[] shared) => new("*") { Layers = [.. shared, new ImageLayer("", mebibytes * Mebibyte)] };

    private static ImageReference Reference(string text) => ImageReference.TryParse(text, out var reference) ? reference : throw new ArgumentException(text);
}
