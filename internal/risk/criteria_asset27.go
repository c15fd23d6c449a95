package risk

import "fmt"

// productBand is a band over a range of products.
type productBand struct {
	id       BandID
	name     string
	from, to int
}

// assetBands are the bands of the asset-based value, from the lowest.
var assetBands = []productBand{{"low", "Low", 1, 9}, {"medium", "Medium", 10, 19}, {"high", "High", 20, 27}}

// AssetValue is the risk value of one asset by the asset-based method: its
// importance × the threat × its vulnerability, each from 1 to 3.
type AssetValue struct {
	Importance    int    `json:"importance"`
	Threat        int    `json:"threat"`
	Vulnerability int    `json:"vulnerability"`
	Value         int    `json:"value"` // 1 to 27
	Band          BandID `json:"band"`
	Why           string `json:"why"`
}

// AssetValue27 values one asset; grades outside 1 to 3 are an error.
func AssetValue27(importance, threat, vulnerability int) (AssetValue, error) {
	for _, x := range []struct {
		name  string
		grade int
	}{{"importance", importance}, {"threat", threat}, {"vulnerability", vulnerability}} {
		if x.grade < 1 || x.grade > 3 {
			return AssetValue{}, fmt.Errorf("the %s %d is no grade: write 1, 2 or 3", x.name, x.grade)
		}
	}
	v := AssetValue{Importance: importance, Threat: threat, Vulnerability: vulnerability, Value: importance * threat * vulnerability}
	for _, b := range assetBands {
		if v.Value >= b.from && v.Value <= b.to {
			v.Band = b.id
			v.Why = fmt.Sprintf("Importance %d × threat %d × vulnerability %d = %d, which is %s (%d to %d).", importance, threat, vulnerability, v.Value, b.name, b.from, b.to)
		}
	}
	return v, nil
}

// AssetValueReach tells which values each band of the asset-based method can
// take: only one of the ten products is high.
func AssetValueReach() []Reach {
	ways := map[int]int{}
	for i := 1; i <= 3; i++ {
		for t := 1; t <= 3; t++ {
			for v := 1; v <= 3; v++ {
				ways[i*t*v]++
			}
		}
	}
	return reachOf(assetBands, ways)
}

// TwoStepLikelihood is the likelihood of the two-step method, 1 to 3, from the
// grades of threat and vulnerability, each from 1 to 3: every grade of
// vulnerability below the highest takes one from the threat.
func TwoStepLikelihood(threat, vulnerability int) int { return max(1, threat+vulnerability-3) }
